package ballast.agent.actor;

import static org.assertj.core.api.Assertions.assertThat;

import ballast.agent.replay.Playback;
import ballast.agent.replay.Replay;
import ballast.agent.replay.Traces;
import ballast.agent.spool.Spool;
import ballast.model.AttemptId;
import ballast.model.Cell;
import ballast.model.Failure;
import ballast.model.FailureKind;
import ballast.model.Mode;
import ballast.model.Outcome;
import ballast.model.ResultFile;
import ballast.model.VmStatus;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An attempt whose clock stands still until it is told otherwise: 10 s long, 2 s for its first VM. */
class ReplayAttemptTest {
    private static final Cell CELL = Cells.multiVm(Mode.BASE_AUTO, 1);
    private static final AttemptId ATTEMPT = Cells.attempt(CELL, 1);

    @TempDir
    Path folder;

    private final ActorTestKit kit =
            ActorTestKit.create(ManualTime.config().withFallback(ConfigFactory.load("application-test.conf")));
    private final ManualTime time = ManualTime.get(kit.system());
    private final TestProbe<AttemptActor.Report> parent = kit.createTestProbe(AttemptActor.Report.class);
    private volatile double seconds;
    private ActorRef<AttemptActor.Command> attempt;

    @BeforeEach
    void start() throws Exception {
        Path traces = Files.createDirectories(folder.resolve("traces"));
        Files.writeString(traces.resolve("default-vm0.csv"), "time,rss,ram\n0,100,1\n100,200,2\n200,300,3\n");
        Files.writeString(traces.resolve("default-vm1.csv"), "time,rss,ram\n0,400,4\n1000,500,5\n");
        Traces loaded = Traces.load(traces);
        Playback playback = Playback.at(100);
        var facts = new ReplayFacts(
                ReplayHost.of(TestHost.replaying(folder), loaded, playback).report(), loaded, playback);
        var files = new AttemptFiles(new Spool(folder.resolve("spool")), ATTEMPT, CELL, facts);
        var setting = new ReplayAttempt.Setting(
                ATTEMPT,
                Replay.of(CELL, loaded, playback.speed()),
                files,
                () -> seconds,
                Duration.ofMillis(500),
                Optional.empty(),
                ForkJoinPool.commonPool());
        attempt = kit.spawn(ReplayAttempt.create(setting, parent.getRef()));
    }

    @AfterEach
    void stop() {
        kit.shutdownTestKit();
    }

    private List<Long> rssAfter(double now) {
        seconds = now;
        time.timePasses(Duration.ofMillis(500));
        return rss();
    }

    private List<Long> rss() {
        return parent.expectMessageClass(AttemptActor.Live.class).vms().stream()
                .map(VmStatus::rssBytes)
                .toList();
    }

    @Test
    void tellsItsVmsUntilTheLastHasEndedAndSealsThem() throws Exception {
        assertThat(rss()).containsExactly(100L, 400L);
        assertThat(rssAfter(1)).containsExactly(200L, 400L);
        assertThat(rssAfter(2)).containsExactly(400L);
        seconds = 10;
        time.timePasses(Duration.ofMillis(500));

        Spool.Held held = parent.expectMessageClass(AttemptActor.Ended.class).held();

        assertThat(held.outcome()).isEqualTo(new Outcome.Completed());
        assertThat(held.files())
                .extracting(ResultFile::path)
                .containsExactly(
                        "meta.json",
                        "timing.json",
                        "vm_0/out_0.csv",
                        "vm_0/phases.csv",
                        "vm_0/samples.csv",
                        "vm_1/out_0.csv",
                        "vm_1/phases.csv",
                        "vm_1/samples.csv");
        assertThat(new Spool(folder.resolve("spool")).recover()).containsExactly(held);
    }

    /** It does not wait for the next of its regular looks. */
    @Test
    void endsWhenItsTracesDo() {
        rss();
        assertThat(rssAfter(9.9)).containsExactly(400L);
        seconds = 10;
        time.timePasses(Duration.ofMillis(110));
        parent.expectMessageClass(AttemptActor.Ended.class);
    }

    @Test
    void isCancelledAtOnce() {
        rss();
        attempt.tell(new AttemptActor.Cancel());
        assertThat(parent.expectMessageClass(AttemptActor.Cancelled.class).attempt())
                .isEqualTo(ATTEMPT);
        parent.expectTerminated(attempt);
    }

    @Test
    void attemptThatIsEndedAsFailedKeepsWhatWasPlayed() {
        rss();
        assertThat(rssAfter(1)).containsExactly(200L, 400L);
        Failure why = new Failure(FailureKind.HOST, "the spool is full", List.of());
        attempt.tell(new AttemptActor.Fail(why));
        attempt.tell(new AttemptActor.Cancel());

        Spool.Held held = parent.expectMessageClass(AttemptActor.Ended.class).held();

        assertThat(held.outcome()).isEqualTo(new Outcome.Failed(why));
        assertThat(held.files()).extracting(ResultFile::path).contains("vm_0/samples.csv", "meta.json");
    }
}
