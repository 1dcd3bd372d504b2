package ballast.agent.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ballast.agent.host.ProcessMemory;
import ballast.model.Sampling;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SamplerTest {
    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final Sampling OFTEN = new Sampling(Duration.ofMillis(10), Duration.ofMillis(10));

    @TempDir
    Path folder;

    private static ProcessMemory self() {
        return new ProcessMemory(ProcessHandle.current().pid(), List.of());
    }

    @Test
    void samplesSeveralVmsUntilTheirEnd() throws Exception {
        try (var sampler = new Sampler()) {
            var files = List.of(folder.resolve("vm_0"), folder.resolve("vm_1"));
            var clock = AttemptClock.startNow();
            Watch one = sampler.watch(self(), OFTEN, clock, new VmFiles(files.get(0)), error -> {});
            Watch other = sampler.watch(self(), OFTEN, clock, new VmFiles(files.get(1)), error -> {});
            for (Path vm : files) {
                await().atMost(BOUND)
                        .until(() ->
                                Files.readAllLines(vm.resolve("samples.csv")).size() > 3);
            }
            one.end();
            other.end();
            assertThat(Files.readAllLines(files.get(0).resolve("samples.csv")))
                    .startsWith("time,rss,ram,target")
                    .isSortedAccordingTo(java.util.Comparator.comparingDouble(SamplerTest::time));
        }
    }

    private static double time(String line) {
        return line.startsWith("time") ? -1 : Double.parseDouble(line.substring(0, line.indexOf(',')));
    }

    @Test
    void aVmWhoseRowsCannotBeWrittenLeavesTheOthersAlone() throws Exception {
        Path full = Files.createDirectory(folder.resolve("vm_0"));
        Files.createSymbolicLink(full.resolve("samples.csv"), Path.of("/dev/full"));
        var error = new CompletableFuture<String>();
        try (var sampler = new Sampler()) {
            var clock = AttemptClock.startNow();
            Watch broken = sampler.watch(self(), OFTEN, clock, new VmFiles(full), error::complete);
            Path good = folder.resolve("vm_1");
            Watch sound = sampler.watch(self(), OFTEN, clock, new VmFiles(good), message -> {});
            assertThat(error).succeedsWithin(BOUND).isEqualTo("No space left on device");
            int before = Files.readAllLines(good.resolve("samples.csv")).size();
            await().atMost(BOUND)
                    .until(() -> Files.readAllLines(good.resolve("samples.csv")).size() > before);
            broken.end();
            sound.end();
        } finally {
            Files.delete(full.resolve("samples.csv")); // JUnit complains of links that lead out of its folder
        }
    }
}
