package ballast.agent.actor;

import static org.assertj.core.api.Assertions.assertThat;

import ballast.agent.replay.Playback;
import ballast.agent.replay.Traces;
import ballast.agent.spool.Spool;
import ballast.message.ToAgent;
import ballast.model.Accelerator;
import ballast.model.AttemptId;
import ballast.model.ByteSize;
import ballast.model.Cell;
import ballast.model.Driver;
import ballast.model.Failure;
import ballast.model.FailureKind;
import ballast.model.HostReport;
import ballast.model.Json;
import ballast.model.Mode;
import ballast.model.Outcome;
import ballast.model.Requirement;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real agent on a host that plays traces: no QEMU, no image, no guard. */
class ReplayingHostTest {
    private static final Playback.Claim CLAIM = new Playback.Claim.Pretended(8, ByteSize.gib(64), 2);

    @TempDir
    Path folder;

    private Traces traces;

    @BeforeEach
    void writeTraces() throws Exception {
        Path place = Files.createDirectories(folder.resolve("traces"));
        Files.writeString(place.resolve("default.csv"), "time,rss,ram\n0,100,1\n50,200,2\n100,300,3\n");
        Files.writeString(place.resolve("default-vm1.csv"), "time,rss,ram\n0,400,4\n1000,500,5\n");
        traces = Traces.load(place);
    }

    private RealAgent agent(double speed, ByteSize spoolLimit) throws Exception {
        return agent(speed, spoolLimit, HostAgent.Terms.EMBEDDED);
    }

    private RealAgent agent(double speed, ByteSize spoolLimit, HostAgent.Terms terms) throws Exception {
        return RealAgent.replaying(folder, traces, speed, spoolLimit, terms);
    }

    @Test
    void playsTwoVmsAndMarksTheirResult() throws Exception {
        Cell cell = Cells.multiVm(Mode.BASE_AUTO, 1);
        try (RealAgent agent = agent(1000, ByteSize.gib(1))) {
            assertThat(agent.run(Cells.attempt(cell, 1), cell)).isEqualTo(new Outcome.Completed());

            assertThat(agent.lines("vm_0/samples.csv")).hasSize(4).last().isEqualTo("100.000000,300,3,nan");
            assertThat(agent.lines("vm_1/samples.csv")).hasSize(3);
            JsonNode meta = Json.mapper()
                    .readTree(String.join("", agent.lines("meta.json")))
                    .get("ballast");
            assertThat(meta.get("driver").asText()).isEqualTo("replay");
            assertThat(meta.get("accel").asText()).isEqualTo("none");
            assertThat(meta.get("comparable").asBoolean()).isFalse();
            assertThat(meta.get("speed").asDouble()).isEqualTo(1000);
            assertThat(meta.at("/traces/1/name").asText()).isEqualTo("default-vm1.csv");
            assertThat(meta.at("/traces/1/sha256").asText()).hasSize(64);
        }
    }

    @Test
    void playsWhatItIsGivenForASingleVm() throws Exception {
        Cell cell = Cells.inflate(Mode.VIRTIO_MEM, true, 2, Duration.ofSeconds(60));
        try (RealAgent agent = agent(1000, ByteSize.gib(1))) {
            assertThat(agent.run(Cells.attempt(cell, 1), cell)).isEqualTo(new Outcome.Completed());
            assertThat(agent.lines("samples.csv")).hasSize(4);
            assertThat(agent.uploaded("out.csv")).isFalse();
        }
    }

    @Test
    void cancelEndsItAtOnce() throws Exception {
        Cell cell = Cells.multiVm(Mode.BASE_AUTO, 1);
        AttemptId attempt = Cells.attempt(cell, 1);
        try (RealAgent agent = agent(0.001, ByteSize.gib(1))) {
            agent.start(attempt, cell);
            assertThat(agent.awaitPhase(1, "replay").rssBytes()).isEqualTo(400);
            agent.tell(new ToAgent.CancelAttempt(1, attempt));
            agent.awaitInventory(inventory ->
                    inventory.running().isEmpty() && inventory.held().isEmpty());
        }
    }

    @Test
    void cutOffForGoodItGoesOnForTheOrphanTimeAndNoLonger() throws Exception {
        Duration orphanTime = Duration.ofMinutes(30);
        Clocks clocks = new Clocks();
        List<String> notices = new CopyOnWriteArrayList<>();
        Cell cell = Cells.multiVm(Mode.BASE_AUTO, 1);
        AttemptId attempt = Cells.attempt(cell, 1);
        try (RealAgent agent = agent(0.001, ByteSize.gib(1), clocks.terms(orphanTime, notices))) {
            agent.start(attempt, cell);
            agent.awaitPhase(0, "replay");

            goOnSilent(agent, clocks, orphanTime, attempt);
            AttemptId wordOfTheCoordinator = attempt(cell, 1);
            agent.start(wordOfTheCoordinator, cell);
            agent.awaitInventory(inventory -> inventory.running().contains(wordOfTheCoordinator));
            goOnSilent(agent, clocks, orphanTime, attempt);
            assertThat(notices).noneMatch(line -> line.contains("orphan-time"));

            clocks.pass(Duration.ofSeconds(1));
            agent.awaitInventory(inventory ->
                    inventory.running().isEmpty() && inventory.held().isEmpty());
            assertThat(notices)
                    .last()
                    .asString()
                    .contains("no word from a coordinator for 1801 s (orphan-time): ending")
                    .contains(attempt.toString());
            Awaitility.await("nothing is left in the spool")
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> Files.notExists(
                            folder.resolve("spool/" + attempt.run().campaign())));
        }
    }

    @Test
    void aClockThatIsSetDoesNotCountForTheOrphanTime() throws Exception {
        Duration orphanTime = Duration.ofMinutes(30);
        Clocks clocks = new Clocks();
        List<String> notices = new CopyOnWriteArrayList<>();
        Cell cell = Cells.multiVm(Mode.BASE_AUTO, 1);
        AttemptId attempt = Cells.attempt(cell, 1);
        try (RealAgent agent = agent(0.001, ByteSize.gib(1), clocks.terms(orphanTime, notices))) {
            agent.start(attempt, cell);
            agent.awaitPhase(0, "replay");

            clocks.set(Duration.ofDays(1));
            awaitTwoPulses(agent, clocks, attempt);
            assertThat(notices).noneMatch(line -> line.contains("orphan-time"));

            clocks.set(Duration.ofDays(-3)); // and the time that passes counts, whatever the clock was set to
            clocks.pass(orphanTime.plusSeconds(1));
            agent.awaitInventory(inventory ->
                    inventory.running().isEmpty() && inventory.held().isEmpty());
            assertThat(notices).last().asString().contains("for 1801 s (orphan-time)");
        }
    }

    /** Both clocks of a host: the one that people and NTP set, and the one that nobody sets. */
    private static final class Clocks {
        private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-23T12:00:00Z"));
        private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1); // it may overflow

        HostAgent.Terms terms(Duration orphanTime, List<String> notices) {
            return new HostAgent.Terms(orphanTime, now::get, nanos::get, Optional.empty(), notices::add);
        }

        void pass(Duration time) {
            nanos.addAndGet(time.toNanos());
            set(time);
        }

        void set(Duration farther) {
            now.updateAndGet(time -> time.plus(farther));
        }
    }

    private static void goOnSilent(RealAgent agent, Clocks clocks, Duration silence, AttemptId attempt) {
        clocks.pass(silence);
        awaitTwoPulses(agent, clocks, attempt);
    }

    /** After which it still runs. */
    private static void awaitTwoPulses(RealAgent agent, Clocks clocks, AttemptId attempt) {
        Instant now = clocks.now.get();
        for (int pulse = 0; pulse < 2; pulse++) {
            agent.awaitInventory(inventory -> inventory.facts().clock().equals(now));
        }
        agent.awaitInventory(inventory -> inventory.running().contains(attempt));
    }

    @Test
    void tellsThatTheSpoolFillsBeforeItIsFull() throws Exception {
        Cell cell = Cells.multiVm(Mode.BASE_AUTO, 1);
        Spool earlier = new Spool(folder.resolve("spool"));
        Files.write(earlier.create(attempt(cell, 0)).resolve("out.csv"), new byte[850_000]);
        earlier.seal(attempt(cell, 0), new Outcome.Completed());
        List<String> notices = new CopyOnWriteArrayList<>();
        var terms = new HostAgent.Terms(Duration.ofMinutes(30), Optional.empty(), notices::add);
        try (RealAgent agent = agent(1000, new ByteSize(1_000_000), terms)) {
            agent.awaitInventory(inventory -> notices.stream().anyMatch(line -> line.contains("over 80 % full")));

            assertThat(notices)
                    .filteredOn(line -> line.contains("spool"))
                    .singleElement()
                    .asString()
                    .contains("of 976.6 KiB: from 90 % on nothing begins here; let the coordinator take the results");
            assertThat(agent.run(attempt(cell, 1), cell)).isEqualTo(new Outcome.Completed());
        }
    }

    @Test
    void takesSharesOfTheHost() throws Exception {
        Cell cell = Cells.multiVm(Mode.BASE_AUTO, 1);
        try (RealAgent agent = agent(0.001, ByteSize.gib(1))) {
            for (int k = 0; k < 4; k++) {
                AttemptId attempt = attempt(cell, k);
                agent.start(attempt, cell);
                agent.awaitInventory(inventory -> inventory.running().contains(attempt));
            }
            Failure failure = failed(agent, attempt(cell, 4), cell);
            assertThat(failure.message()).contains("got 0 free CPUs");
        }
    }

    @Test
    void claimsWhatItsTracesStandFor() throws Exception {
        try (PreparedHost host =
                PreparedHost.replaying(TestHost.replaying(folder), traces, new Playback(1, Playback.LIVE, CLAIM))) {
            HostReport report = host.report();
            assertThat(report.driver()).isEqualTo(Driver.REPLAY);
            assertThat(report.accelerator()).isEqualTo(Accelerator.NONE);
            assertThat(report.cores()).isEqualTo(8);
            for (Mode mode : Mode.values()) {
                assertThat(Requirement.unmet(Cells.multiVm(mode, 1), List.of(report)))
                        .as(mode.label())
                        .isEmpty();
            }
        }
    }

    @Test
    void fullSpoolRefusesToBegin() throws Exception {
        Cell cell = Cells.multiVm(Mode.BASE_AUTO, 1);
        Spool earlier = new Spool(folder.resolve("spool"));
        Files.write(earlier.create(attempt(cell, 0)).resolve("out.csv"), new byte[950_000]);
        earlier.seal(attempt(cell, 0), new Outcome.Completed());
        try (RealAgent agent = agent(1000, new ByteSize(1_000_000))) {
            Failure failure = failed(agent, attempt(cell, 1), cell);

            assertThat(failure.kind()).isEqualTo(FailureKind.HOST);
            assertThat(failure.message())
                    .contains("its spool is over 90 % full: it holds 928.0 KiB")
                    .contains("of 976.6 KiB (spool-limit)")
                    .contains("set a larger spool-limit");
            agent.tell(new ToAgent.AcknowledgeResult(1, attempt(cell, 0)));
            agent.awaitInventory(inventory -> inventory.held().isEmpty());
        }
    }

    @Test
    void attemptEndsWhenTheSpoolGrowsOverItsLimit() throws Exception {
        Cell cell = Cells.multiVm(Mode.BASE_AUTO, 1);
        AttemptId attempt = attempt(cell, 0);
        List<String> notices = new CopyOnWriteArrayList<>();
        var terms = new HostAgent.Terms(Duration.ofMinutes(30), Optional.empty(), notices::add);
        try (RealAgent agent = agent(0.001, new ByteSize(1_000_000), terms)) {
            agent.start(attempt, cell);
            agent.awaitPhase(0, "replay");
            Path files =
                    folder.resolve("spool/" + attempt.run().campaign() + "/" + cell.id() + "/rep-1/attempt-1/files");
            Files.write(files.resolve("big"), new byte[1_000_001]);

            Failure failure = ((Outcome.Failed) agent.awaitEnd(attempt)).failure();

            assertThat(failure.kind()).isEqualTo(FailureKind.HOST);
            assertThat(failure.message()).contains("its spool grew over its limit: it holds 976.6 KiB of 976.6 KiB");
            assertThat(notices)
                    .filteredOn(line -> line.contains("over its limit"))
                    .singleElement()
                    .asString()
                    .contains(failure.message(), "what runs here is ended");
            assertThat(agent.uploaded("big")).isTrue();
            assertThat(agent.uploaded("vm_1/samples.csv")).isTrue();
        }
    }

    private static AttemptId attempt(Cell cell, int k) {
        AttemptId first = Cells.attempt(cell, 1);
        return new AttemptId(new ballast.model.RunId(first.run().campaign(), cell.id(), k + 1), 1);
    }

    private static Failure failed(RealAgent agent, AttemptId attempt, Cell cell) {
        return ((Outcome.Failed) agent.run(attempt, cell)).failure();
    }
}
