package ballast.agent.actor;

import static org.assertj.core.api.Assertions.assertThat;

import ballast.agent.replay.Traces;
import ballast.message.ToAgent;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent whom the coordinator refuses, and an agent that refuses. */
class RefusalsTest {
    private static final Cell CELL = Cells.multiVm(Mode.BASE_AUTO, 1);
    private static final Cell OTHER = Cells.multiVm(Mode.BASE_AUTO, 2);
    private static final AttemptId ATTEMPT = Cells.attempt(CELL, 1);

    @TempDir
    Path folder;

    private final List<String> notices = new CopyOnWriteArrayList<>();
    private RealAgent agent;

    @BeforeEach
    void start() throws Exception {
        Path place = Files.createDirectories(folder.resolve("traces"));
        Files.writeString(place.resolve("default.csv"), "time,rss,ram\n0,100,1\n50,200,2\n");
        var terms = new HostAgent.Terms(Duration.ofMinutes(30), Optional.empty(), notices::add);
        agent = RealAgent.replaying(folder, Traces.load(place), 1000, ByteSize.gib(1), terms);
    }

    @AfterEach
    void stop() throws Exception {
        agent.close();
    }

    /** It is in some state behind all that was told to it. */
    private void awaitDone() {
        AttemptId last = new AttemptId(new RunId(ATTEMPT.run().campaign(), CELL.id(), 99), 1);
        assertThat(agent.run(last, CELL)).isEqualTo(new Outcome.Completed());
    }

    @Test
    void itSaysWhyItIsRefusedOnceForEachReasonAndAsksAgain() {
        for (String reason :
                List.of("its clock is off", "its clock is off", "is served by another", "its clock is off")) {
            agent.tell(new ToAgent.Refused(1, reason));
        }
        agent.awaitInventory(inventory -> true);
        agent.awaitInventory(inventory -> true);
        agent.tell(new ToAgent.Welcome(1, "lab"));
        awaitDone();

        assertThat(notices)
                .containsExactly(
                        "joined, epoch 1",
                        "the coordinator refuses this host: its clock is off",
                        "the coordinator refuses this host: is served by another",
                        "the coordinator refuses this host: its clock is off",
                        "joined, epoch 1");
    }

    private Cell changed() {
        return new Cell(
                CELL.id(),
                CELL.parameters(),
                OTHER.spec(),
                CELL.isolation(),
                CELL.sampling(),
                CELL.bootTimeout(),
                CELL.cpus());
    }

    private void assertRefused(AttemptId attempt, Cell cell, String... words) {
        agent.start(attempt, cell);
        Failure failure = ((Outcome.Failed) agent.awaitEnd(attempt)).failure();

        assertThat(failure.kind()).isEqualTo(FailureKind.HOST);
        assertThat(failure.message())
                .contains("host this-host: attempt " + attempt + " is not what a campaign has brought")
                .contains(words);
        assertThat(notices).contains("refused: " + failure.message());
        assertThat(folder.resolve("spool/" + attempt.run().campaign())).doesNotExist();
    }

    @Test
    void whatNoCampaignHasBroughtIsNotRun() {
        assertRefused(ATTEMPT, changed(), "with the digest " + OTHER.id() + ", want " + CELL.id());
        assertRefused(ATTEMPT, OTHER, "got cell " + OTHER.id() + ", want " + CELL.id());

        assertThat(agent.run(new AttemptId(ATTEMPT.run(), 2), CELL)).isEqualTo(new Outcome.Completed());
    }

    @Test
    void aCellIsAsItWasAskedForAlsoBehindTheWire() throws Exception {
        for (Cell cell : List.of(
                CELL,
                Cells.stream(Mode.VIRTIO_MEM),
                Cells.ftq(Mode.LLFREE_MANUAL),
                Cells.compiling(Mode.BASE_AUTO),
                Cells.reporting(ballast.model.PageReporting.Parameter.ORDER, 0))) {
            byte[] sent = ballast.model.Json.mapper().writeValueAsBytes(cell);
            assertThat(ballast.model.Json.mapper().readValue(sent, Cell.class).isGenuine())
                    .isTrue();
        }
        assertThat(changed().isGenuine()).isFalse();
    }
}
