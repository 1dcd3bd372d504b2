package ballast.agent.actor;

import static org.assertj.core.api.Assertions.assertThat;

import ballast.agent.replay.Traces;
import ballast.model.AttemptId;
import ballast.model.ByteSize;
import ballast.model.Cell;
import ballast.model.Failure;
import ballast.model.FailureKind;
import ballast.model.Mode;
import ballast.model.Outcome;
import ballast.model.RunId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A coordinator that takes nothing and acknowledges nothing, and goes on to ask for more. */
class BackpressureTest {
    /** Four attempts of two VMs fill the host's cores. */
    private static final int AT_ONCE = 4;

    private static final int ROWS = 500;
    /** Four attempts leave a small part of the limit: both levels are met, and the limit is not. */
    private static final ByteSize LIMIT = new ByteSize(3_000_000);
    /** Attempts' folders are made, sealed and measured by others than the uploads. */
    private static final int OTHER_THREADS = AT_ONCE + 2;

    @TempDir
    Path folder;

    private final Cell cell = Cells.multiVm(Mode.BASE_AUTO, 1);

    private AttemptId attempt(int repetition) {
        AttemptId first = Cells.attempt(cell, 1);
        return new AttemptId(new RunId(first.run().campaign(), cell.id(), repetition), 1);
    }

    private Traces traces() throws Exception {
        String rows = IntStream.rangeClosed(0, ROWS)
                .mapToObj(second -> second + "," + (second + 1) * 4096L + "," + second * 4096L)
                .collect(Collectors.joining("\n", "time,rss,ram\n", "\n"));
        Path place = Files.createDirectories(folder.resolve("traces"));
        Files.writeString(place.resolve("default.csv"), rows);
        return Traces.load(place);
    }

    @Test
    void resultsWaitOnTheDiskUntilItIsFullAndThenNothingBegins() throws Exception {
        List<String> notices = new CopyOnWriteArrayList<>();
        var terms = new HostAgent.Terms(Duration.ofMinutes(30), Optional.empty(), notices::add);
        try (RealAgent agent = RealAgent.replaying(folder, traces(), 20_000, LIMIT, terms)) {
            agent.uploads.hang();
            int next = 1;
            while (notices.stream().noneMatch(line -> line.contains("over 80 % full"))) {
                next = runSome(agent, next);
            }
            assertThat(next).as("attempts whose results wait").isGreaterThan(AT_ONCE);
            while (!agent.host.spool().use().full()) {
                next = runSome(agent, next);
            }
            int uploads = ((ThreadPoolExecutor) agent.host.blocking()).getLargestPoolSize();
            assertThat(uploads).as("threads").isBetween(HeldResults.AT_ONCE, HeldResults.AT_ONCE + OTHER_THREADS);

            agent.start(attempt(next), cell);
            Failure failure = ((Outcome.Failed) agent.awaitEndUnacknowledged(attempt(next))).failure();
            assertThat(failure.kind()).isEqualTo(FailureKind.HOST);
            assertThat(failure.message()).contains("its spool is over 90 % full");
            assertThat(notices)
                    .filteredOn(line -> line.contains("spool"))
                    .singleElement()
                    .asString()
                    .contains("let the coordinator take the results");
            assertEachResultIsWhole(next);
        }
    }

    /** To their ends, but not to their acknowledgement. */
    private int runSome(RealAgent agent, int first) {
        assertThat(first).as("attempts that the spool holds").isLessThan(100);
        List<AttemptId> some =
                IntStream.range(first, first + AT_ONCE).mapToObj(this::attempt).toList();
        some.forEach(attempt -> agent.start(attempt, cell));
        agent.awaitInventory(inventory -> inventory.held().containsAll(some));
        return first + AT_ONCE;
    }

    private void assertEachResultIsWhole(int end) {
        for (int repetition = 1; repetition < end; repetition++) {
            Path files = folder.resolve(
                    "spool/" + attempt(1).run().campaign() + "/" + cell.id() + "/rep-" + repetition + "/attempt-1");
            for (String vm : List.of("vm_0", "vm_1")) {
                assertThat(files.resolve("files/" + vm + "/samples.csv").toFile())
                        .satisfies(file ->
                                assertThat(Files.readAllLines(file.toPath())).hasSize(ROWS + 2));
            }
            assertThat(files.resolve("result.json")).exists();
        }
    }
}
