package ballast.agent.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchTest {
    private static final String RSS = "[1-9]\\d*";

    @TempDir
    Path folder;

    @Test
    void theProcessIsReadAtEveryTickAndTheGuestAskedAtItsOwnPace() throws Exception {
        var vm = new SampledVm(folder, 3);
        vm.watch.target(42);
        vm.watch.ask(vm.guest);
        vm.ticks(7);
        assertThat(vm.guest.questions).hasSize(3);
        vm.watch.end();
        assertThat(vm.rows("samples.csv")).hasSize(7).allMatch(row -> row.matches(RSS + ",0,42"));
        assertThat(vm.watch.latest().rssBytes()).isPositive();
    }

    @Test
    void anAnswerBecomesARow() throws Exception {
        var vm = new SampledVm(folder, 1);
        vm.watch.ask(vm.guest);
        vm.ticks(1);
        vm.guest.answer(0);
        vm.ticks(1);
        assertThat(vm.rows("guest.csv"))
                .singleElement()
                .asString()
                .matches(RSS + "," + SampledVm.ANSWER_COLUMNS + ",419430400(,1){11}");
        assertThat(vm.watch.latest().guest()).contains(SampledVm.ANSWER);
    }

    @Test
    void aGuestThatDoesNotAnswerCostsAMissingValueAndNoRow() throws Exception {
        var vm = new SampledVm(folder, 1);
        vm.watch.ask(vm.guest);
        vm.ticks(3);
        vm.watch.end();
        assertThat(vm.rows("guest.csv")).hasSize(3).allMatch(row -> row.matches(RSS + "(,nan){16}"));
        assertThat(vm.watch.latest().guest()).isEmpty();
    }

    @Test
    void aLateAnswerIsIgnored() throws Exception {
        var vm = new SampledVm(folder, 1);
        vm.watch.ask(vm.guest);
        vm.ticks(2); // the first question's time is over
        vm.guest.answer(0);
        vm.guest.answer(1);
        vm.watch.end();
        assertThat(vm.rows("guest.csv"))
                .satisfiesExactly(
                        first -> assertThat(first).endsWith(",nan"),
                        second -> assertThat(second).endsWith(",1"));
    }

    @Test
    void aQuestionThatFailsIsAMissingValue() throws Exception {
        var vm = new SampledVm(folder, 1);
        vm.watch.ask(vm.guest);
        vm.ticks(1);
        vm.guest.questions.get(0).completeExceptionally(new IllegalArgumentException("/proc/meminfo has no MemTotal"));
        vm.watch.end();
        assertThat(vm.rows("guest.csv")).singleElement().asString().endsWith(",nan");
    }

    @Test
    void aGuestThatHasNotBootedHasMissingValuesToo() throws Exception {
        var vm = new SampledVm(folder, 2);
        vm.ticks(3);
        vm.watch.end();
        assertThat(vm.rows("guest.csv")).hasSize(2).allMatch(row -> row.matches(RSS + "(,nan){16}"));
    }

    @Test
    void fromTheCommonStartOnThePublishedColumnsAreWritten() throws Exception {
        var vm = new SampledVm(folder, 1);
        vm.watch.ask(vm.guest);
        vm.ticks(1);
        vm.files.publishFrom(0); // all that has been asked since the attempt began
        vm.guest.answer(0);
        vm.watch.end();
        assertThat(Files.readAllLines(folder.resolve("out_0.csv")))
                .hasSize(2)
                .startsWith("time,rss,small,huge,cached,total");
        assertThat(vm.rows("out_0.csv")).singleElement().asString().matches(RSS + "," + SampledVm.ANSWER_COLUMNS);
    }

    @Test
    void rowsFromBeforeTheCommonStartAreNotPublished() throws Exception {
        var vm = new SampledVm(folder, 1);
        vm.watch.ask(vm.guest);
        vm.files.publishFrom(1e9);
        vm.ticks(2);
        vm.watch.end();
        assertThat(vm.rows("out_0.csv")).isEmpty();
        assertThat(vm.rows("guest.csv")).hasSize(2);
    }

    @Test
    void aFullDiskIsToldOnceAndEndsTheSampling() throws Exception {
        Files.createSymbolicLink(folder.resolve("samples.csv"), Path.of("/dev/full"));
        var vm = new SampledVm(folder, 1);
        var schedule = new CompletableFuture<Void>();
        vm.watch.runEvery(schedule);
        vm.watch.ask(vm.guest);
        vm.ticks(5);
        assertThat(vm.errors).containsExactly("No space left on device");
        assertThat(vm.guest.questions).hasSize(1);
        assertThat(schedule).isCancelled();
        assertThat(openFilesIn(folder)).isEmpty();
        vm.watch.end(); // nothing more to write, and nothing to fail
        Files.delete(folder.resolve("samples.csv")); // JUnit complains of links that lead out of its folder
    }

    private static List<Path> openFilesIn(Path folder) throws IOException {
        List<Path> open = new ArrayList<>();
        for (File descriptor : new File("/proc/self/fd").listFiles()) {
            open.add(descriptor.getCanonicalFile().toPath());
        }
        open.removeIf(file -> !file.startsWith(folder));
        return open;
    }

    @Test
    void afterItsEndNothingIsWritten() throws Exception {
        var vm = new SampledVm(folder, 1);
        vm.ticks(1);
        vm.watch.end();
        vm.ticks(1);
        vm.watch.end();
        assertThat(vm.rows("samples.csv")).hasSize(1);
        assertThat(vm.errors).isEmpty();
    }
}
