package ballast.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ballast.model.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole program as a user starts it, with real VMs. */
class RunIT {
    private static final Duration BOUND = Duration.ofMinutes(2);
    private static final Pattern METRICS = Pattern.compile("http://\\S+/metrics");

    private Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createTempDirectory("blst");
    }

    @AfterEach
    void removeFolder() throws IOException {
        ballast.agent.system.Leftovers.end(Program.runRoot(folder));
        ballast.agent.system.Leftovers.delete(folder);
    }

    @Test
    void campaignRunsAndEndsInOneJsonDocument() throws Exception {
        Path matrix = matrix("iterations: 2, delay: 1s");
        try (Program program = Program.start(folder, "run", matrix.toString(), "--output", "json")) {
            awaitVmSeries(program);

            assertThat(program.exitCode()).as(program.err()).isZero();

            JsonNode json = Json.mapper().readTree(program.out());
            JsonNode cell = json.path("cells").get(0);
            assertThat(json.path("cells")).hasSize(1);
            assertThat(cell.path("status").asText()).isEqualTo("completed");
            assertThat(cell.path("mode").asText()).isEqualTo("virtio-mem");
            assertThat(cell.path("accel").asText()).isIn("tcg", "kvm");
            assertThat(cell.path("figures").path("shrink_gib_s_median").asDouble())
                    .isPositive();
            assertThat(cell.path("timing").path("overhead").asDouble()).isBetween(0.0, 2.0);
            Path path = Path.of(cell.path("path").asText());
            assertThat(path.resolve("out.csv")).exists();
            assertThat(path).startsWithRaw(Path.of(json.path("store").asText()));
            assertThat(Files.readString(path.resolve("spec.json"))).contains("\"virtio-mem\"");
            assertThatNothingRuns();
        }
    }

    /** The VM's series are there while it runs. */
    private static void awaitVmSeries(Program program) {
        HttpClient client = HttpClient.newHttpClient();
        program.awaitErr("/metrics");
        Awaitility.await().atMost(BOUND).until(() -> {
            Matcher uri = METRICS.matcher(program.err());
            assertThat(uri.find()).isTrue();
            var request = HttpRequest.newBuilder(URI.create(uri.group())).build();
            String text =
                    client.send(request, HttpResponse.BodyHandlers.ofString()).body();
            return Pattern.compile("ballast_vm_rss_bytes\\{host=\"localhost\",vm=\"0\",?\\} [1-9]")
                            .matcher(text)
                            .find()
                    && text.contains("ballast_host_budget_bytes{")
                    && text.contains("ballast_runs{state=\"running\",} 1.0");
        });
    }

    /** In a guest with a disk; under TCG on 2 cores it takes about a minute. */
    @Test
    void sqliteIsCompiledInAFullGuestAndWhatCannotBeDoneIsSkipped() throws Exception {
        Path matrix = Files.writeString(folder.resolve("sqlite.yaml"), """
                name: sqlite
                benchmark: compiling
                parameters: {workload: sqlite, memory: 1GiB, cores: 2, delay: 2s, kernel-arguments: tuned, boot-timeout: 3m}
                axes: {mode: [base-auto, llfree-auto]}
                """);
        try (Program program = Program.start(folder, "run", matrix.toString(), "--output", "json")) {
            assertThat(program.exitCode(Duration.ofMinutes(15)))
                    .as(program.err())
                    .isZero();

            JsonNode cells = Json.mapper().readTree(program.out()).path("cells");
            JsonNode compiled = cells.get(0);
            assertThat(compiled.path("status").asText()).isEqualTo("completed");
            assertThat(compiled.path("figures").path("build_s_median").asDouble())
                    .isGreaterThan(1);
            assertThat(compiled.path("figures").path("peak_gib").asDouble()).isBetween(0.2, 1.5);
            Path path = Path.of(compiled.path("path").asText());
            assertThat(path.resolve("workload/build-1.out")).exists();
            JsonNode times = Json.mapper().readTree(path.resolve("times_0.json").toFile());
            assertThat(times.path("clean").isNumber()).isTrue();
            assertThat(cells.get(1).path("status").asText()).isEqualTo("skipped");
            assertThat(cells.get(1).path("reason").asText())
                    .isEqualTo("llfree-auto needs a QEMU with virtio-llfree-balloon; hosts with one: none;"
                            + " see README 'HyperAlloc builds'");
            assertThatNothingRuns();
        }
    }

    @Test
    void failedRunEndsWithExitCodeOneAndItsReason() throws Exception {
        Path matrix = matrix("iterations: 1, delay: 0s, boot-timeout: 500ms");
        try (Program program = Program.start(folder, "run", matrix.toString(), "--output", "json")) {
            assertThat(program.exitCode()).isEqualTo(1);

            JsonNode cell = Json.mapper().readTree(program.out()).path("cells").get(0);
            assertThat(cell.path("status").asText()).isEqualTo("failed");
            assertThat(cell.path("reason").asText())
                    .contains("did not answer within")
                    .contains("boot-timeout");
            assertThat(Path.of(cell.path("path").asText()).resolve("status.json"))
                    .content()
                    .contains("qemu-system");
            assertThatNothingRuns();
        }
    }

    @Test
    void interruptEndsTheVmsAndTheCampaignCanBeContinued() throws Exception {
        Path matrix = matrix("iterations: 2, delay: 1s");
        try (Program program = Program.start(folder, "run", matrix.toString())) {
            awaitVm();
            program.signal("INT");

            assertThat(program.exitCode()).isEqualTo(130);
            assertThat(program.err()).contains("go on with: ballast run --continue");
            assertThatNothingRuns();
        }
        try (Program program = Program.start(folder, "run", "--continue", "--budget", "300MiB")) {
            assertThat(program.exitCode()).as(program.err()).isEqualTo(2);
            assertThat(program.err()).contains("this host has ", "a budget of 300.0 MiB; nothing was changed");
        }
        try (Program program = Program.start(folder, "run", "--continue")) {
            assertThat(program.exitCode()).as(program.err()).isZero();
            assertThat(program.out()).contains("completed");
        }
    }

    @Test
    void killedProgramLeavesNoVmAndItsCampaignCanBeContinued() throws Exception {
        Path matrix = matrix("iterations: 2, delay: 1s");
        try (Program program = Program.start(folder, "run", matrix.toString())) {
            awaitVm();
            program.signal("KILL");
            assertThat(program.exitCode()).isEqualTo(137);
        }
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> vms().isEmpty());
        try (Program program = Program.start(folder, "run", "--continue")) {
            assertThat(program.exitCode()).as(program.err()).isZero();
            assertThat(program.err()).contains("attempt 2");
            assertThatNothingRuns();
        }
    }

    @Test
    void nextStartEndsLeftOverVmsOfItsOwnAndNoOthers() throws Exception {
        Path dead = Files.createDirectories(Program.runRoot(folder).resolve("a-dead-agent/vm"));
        Path foreign = Files.createDirectories(folder.resolve("foreign"));
        Process own = unguardedQemu(dead);
        Process other = unguardedQemu(foreign);
        try (Program program =
                Program.start(folder, "run", matrix("iterations: 1, delay: 0s").toString())) {
            assertThat(program.exitCode()).as(program.err()).isZero();

            assertThat(own.isAlive()).isFalse();
            assertThat(other.isAlive()).isTrue();
            assertThat(dead).doesNotExist();
            assertThat(program.err()).contains("(pid " + own.pid() + "), left over from an earlier start");
        } finally {
            own.destroyForcibly();
            other.destroyForcibly().waitFor();
        }
    }

    private static Process unguardedQemu(Path place) throws IOException {
        Process process = new ProcessBuilder(
                        "qemu-system-x86_64",
                        "-nodefaults",
                        "-display",
                        "none",
                        "-S",
                        "-accel",
                        "tcg",
                        "-qmp",
                        "unix:" + place.resolve("qmp.sock") + ",server=on,wait=off")
                .inheritIO()
                .start();
        Awaitility.await().atMost(BOUND).until(() -> Files.exists(place.resolve("qmp.sock")));
        return process;
    }

    private void awaitVm() {
        Awaitility.await().atMost(BOUND).until(() -> !vms().isEmpty());
    }

    private void assertThatNothingRuns() throws IOException {
        assertThat(vms()).isEmpty();
        try (Stream<Path> left = Files.list(Program.runRoot(folder))) {
            assertThat(left).allMatch(path -> path.endsWith("lock")); // stays, for all agents of this user
        }
    }

    /** QEMU processes of this test's run folder. */
    private List<Long> vms() {
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> commandLine(pid).contains("unix:" + Program.runRoot(folder)))
                .filter(pid -> !commandLine(pid).contains("--pid-file"))
                .toList();
    }

    private static String commandLine(long pid) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"));
        } catch (IOException e) {
            return "";
        }
    }

    private Path matrix(String parameters) throws IOException {
        return Files.writeString(folder.resolve("matrix.yaml"), """
                name: test
                benchmark: inflate
                parameters: {memory: 512MiB, target: 256MiB, cores: 1, mode: virtio-mem, nofault: true,
                             kernel-arguments: tuned, %s}
                """.formatted(parameters));
    }
}
