package ballast.agent.actor;

import static org.assertj.core.api.Assertions.assertThat;

import ballast.message.ToAgent;
import ballast.message.ToCoordinator;
import ballast.model.AttemptId;
import ballast.model.Cell;
import ballast.model.Mode;
import ballast.model.Outcome;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real agent with real VMs; a probe and a small HTTP server stand for the coordinator. */
class HostAgentIT {
    private static final Duration RUN = Duration.ofMinutes(3);

    @TempDir
    Path folder;

    private ActorTestKit kit;
    private PreparedHost host;
    private UploadServer uploads;
    private TestProbe<ToCoordinator> coordinator;

    @BeforeEach
    void start() throws Exception {
        kit = ActorTestKit.create(ConfigFactory.load("application-test.conf"));
        host = PreparedHost.prepare(TestHost.config(folder));
        uploads = new UploadServer(folder.resolve("uploads"));
        coordinator = kit.createTestProbe(ToCoordinator.class);
        kit.spawn(HostAgent.create(host, host.spool().recover(), coordinator.getRef()));
    }

    @AfterEach
    void stop() throws Exception {
        kit.shutdownTestKit();
        uploads.close();
        host.close();
    }

    @Test
    void inflateOnARealVmMeasuresShrinkAndGrow() throws Exception {
        Cell cell = Cells.inflate(Mode.BASE_MANUAL, false, 2, Duration.ofSeconds(60));
        ToCoordinator.AttemptEnded ended = run(cell, Cells.attempt(cell, 1));

        assertThat(ended.outcome()).isEqualTo(new Outcome.Completed());
        List<String> out = lines("out.csv");
        assertThat(out).hasSize(3).first().isEqualTo("shrink,grow,touch,touch2");
        for (String row : out.subList(1, 3)) {
            assertThat(row.split(","))
                    .allSatisfy(ns -> assertThat(Long.parseLong(ns)).isGreaterThan(1_000_000));
        }
    }

    private ToCoordinator.AttemptEnded run(Cell cell, AttemptId attempt) {
        var inventory = coordinator.expectMessageClass(ToCoordinator.Inventory.class);
        inventory.agent().tell(new ToAgent.Welcome(1));
        inventory.agent().tell(new ToAgent.StartAttempt(1, attempt, cell, uploads.uri(), UploadServer.TOKEN));
        return (ToCoordinator.AttemptEnded) coordinator
                .fishForMessage(
                        RUN,
                        message -> message instanceof ToCoordinator.AttemptEnded
                                ? org.apache.pekko.actor.testkit.typed.javadsl.FishingOutcomes.complete()
                                : org.apache.pekko.actor.testkit.typed.javadsl.FishingOutcomes.continueAndIgnore())
                .get(0);
    }

    private List<String> lines(String file) throws IOException {
        return Files.readAllLines(folder.resolve("uploads").resolve(file));
    }
}
