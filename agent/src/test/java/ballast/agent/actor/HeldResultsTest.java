package ballast.agent.actor;

import static org.assertj.core.api.Assertions.assertThat;

import ballast.agent.actor.HeldResults.Target;
import ballast.agent.actor.HeldResults.UploadFailed;
import ballast.agent.actor.HeldResults.Uploaded;
import ballast.agent.spool.Spool;
import ballast.agent.spool.Uploader;
import ballast.message.ToAgent;
import ballast.message.ToCoordinator;
import ballast.model.AttemptId;
import ballast.model.CampaignId;
import ballast.model.CellId;
import ballast.model.HostId;
import ballast.model.Outcome;
import ballast.model.RunId;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When files are sent, and when their end is told. */
class HeldResultsTest {
    private static final AttemptId ATTEMPT =
            new AttemptId(new RunId(new CampaignId("campaign"), new CellId("cell"), 1), 1);

    private record Do(Consumer<HeldResults> work) implements HostAgent.Command {}

    @TempDir
    Path folder;

    private final ActorTestKit kit = ActorTestKit.create(ConfigFactory.load("application-test.conf"));
    private final TestProbe<ToCoordinator> coordinator = kit.createTestProbe(ToCoordinator.class);
    private final TestProbe<ToAgent> agent = kit.createTestProbe(ToAgent.class);
    private UploadServer uploads;
    private Target target;
    private ActorRef<HostAgent.Command> held;

    @BeforeEach
    void start() throws Exception {
        Spool spool = new Spool(folder.resolve("spool"));
        Files.writeString(spool.create(ATTEMPT).resolve("out.csv"), "abc");
        Spool.Held result = spool.seal(ATTEMPT, new Outcome.Completed());
        uploads = new UploadServer(folder.resolve("uploads"));
        target = new Target(uploads.uri(), UploadServer.TOKEN);
        held = kit.spawn(holding(spool));
        held.tell(new Do(results -> results.keep(result)));
    }

    @AfterEach
    void stop() {
        kit.shutdownTestKit();
        uploads.close();
    }

    private Behavior<HostAgent.Command> holding(Spool spool) {
        return holding(spool, ForkJoinPool.commonPool());
    }

    private Behavior<HostAgent.Command> holding(Spool spool, Executor blocking) {
        return Behaviors.setup(context -> {
            var results = new HeldResults(
                    context,
                    new HostId("host"),
                    spool,
                    new Uploader(spool, Optional.empty()),
                    blocking,
                    coordinator.getRef(),
                    agent.getRef());
            return Behaviors.receive(HostAgent.Command.class)
                    .onMessage(Do.class, wanted -> {
                        wanted.work.accept(results);
                        return Behaviors.same();
                    })
                    .onMessage(Uploaded.class, done -> {
                        results.uploaded(done);
                        return Behaviors.same();
                    })
                    .onMessage(UploadFailed.class, failed -> {
                        results.uploadFailed(failed);
                        return Behaviors.same();
                    })
                    .build();
        });
    }

    /** Its uploads run when they are told to. */
    @Test
    void onlySoManyAreSentAtOnce() throws Exception {
        Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
        Spool spool = new Spool(folder.resolve("many"));
        ActorRef<HostAgent.Command> many = kit.spawn(holding(spool, tasks::add));
        TestProbe<Integer> started = kit.createTestProbe(Integer.class);
        for (int number = 1; number <= 6; number++) {
            AttemptId attempt = new AttemptId(ATTEMPT.run(), number);
            Files.writeString(spool.create(attempt).resolve("out.csv"), "abc");
            Spool.Held result = spool.seal(attempt, new Outcome.Completed());
            many.tell(new Do(results -> {
                results.keep(result);
                results.upload(attempt, target);
            }));
        }
        many.tell(new Do(results -> {
            results.announceAgain();
            started.getRef().tell(tasks.size());
        }));
        started.expectMessage(HeldResults.AT_ONCE);

        tasks.remove().run();
        coordinator.expectMessageClass(ToCoordinator.AttemptEnded.class);
        assertThat(tasks).hasSize(HeldResults.AT_ONCE);

        for (int left = 0; left < 5; left++) {
            tasks.remove().run();
            coordinator.expectMessageClass(ToCoordinator.AttemptEnded.class);
        }
        assertThat(tasks).isEmpty();
    }

    private void upload(Target where) {
        held.tell(new Do(results -> results.upload(ATTEMPT, where)));
    }

    private void awaitAnnouncement() {
        assertThat(coordinator
                        .expectMessageClass(ToCoordinator.AttemptEnded.class)
                        .attempt())
                .isEqualTo(ATTEMPT);
    }

    @Test
    void whoAsksAgainGetsTheFilesAgain() throws Exception {
        upload(target);
        awaitAnnouncement();
        Files.delete(folder.resolve("uploads/out.csv"));

        upload(target);
        awaitAnnouncement();
        assertThat(folder.resolve("uploads/out.csv")).hasContent("abc");
    }

    @Test
    void anUploadToAnotherTargetTellsNothing() {
        upload(target);
        awaitAnnouncement();
        held.tell(new Do(results -> {
            uploads.refuseWith(507);
            results.upload(ATTEMPT, new Target(uploads.uri() + "/other", UploadServer.TOKEN));
            results.uploaded(new Uploaded(ATTEMPT, target));
            results.announceAgain();
        }));
        coordinator.expectNoMessage();
    }

    @Test
    void whatWasUploadedIsToldAgainUntilItIsAcknowledged() {
        upload(target);
        awaitAnnouncement();
        held.tell(new Do(HeldResults::announceAgain));
        awaitAnnouncement();
        held.tell(new Do(results -> {
            results.forget(ATTEMPT);
            results.announceAgain();
            assertThat(results.attempts()).isEmpty();
        }));
        coordinator.expectNoMessage();
    }
}
