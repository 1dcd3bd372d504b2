package ballast.coordinator.actor;

import static ballast.coordinator.schedule.Samples.CAMPAIGN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ballast.coordinator.actor.FakeAgent.Script;
import ballast.coordinator.actor.SchedulerCommand.Accepted;
import ballast.coordinator.actor.SchedulerCommand.HostList;
import ballast.coordinator.actor.SchedulerCommand.Hosts;
import ballast.coordinator.actor.SchedulerCommand.Pause;
import ballast.coordinator.actor.SchedulerCommand.PauseReply;
import ballast.coordinator.actor.SchedulerCommand.Paused;
import ballast.coordinator.actor.SchedulerCommand.Refused;
import ballast.coordinator.actor.SchedulerCommand.Resume;
import ballast.coordinator.actor.SchedulerCommand.ResumeReply;
import ballast.coordinator.actor.SchedulerCommand.Submit;
import ballast.coordinator.actor.SchedulerCommand.SubmitReply;
import ballast.coordinator.actor.SchedulerCommand.Subscribe;
import ballast.coordinator.actor.SchedulerCommand.View;
import ballast.coordinator.actor.SchedulerCommand.ViewReply;
import ballast.coordinator.actor.SchedulerCommand.Viewed;
import ballast.coordinator.config.CoordinatorSettings;
import ballast.coordinator.config.CoordinatorSettings.Timing;
import ballast.coordinator.metrics.CoordinatorMetrics;
import ballast.coordinator.results.CommitException.Remedy;
import ballast.coordinator.schedule.CampaignView;
import ballast.coordinator.schedule.RunState;
import ballast.coordinator.schedule.Samples;
import ballast.message.CoordinatorMessage;
import ballast.model.AttemptId;
import ballast.model.ByteSize;
import ballast.model.Cell;
import ballast.model.Failure;
import ballast.model.FailureKind;
import ballast.model.HostReport;
import ballast.model.Outcome;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole coordinator, with real journal and HTTP, and agents without VMs. */
final class CoordinatorNodeTest {
    private static final Duration BOUND = Duration.ofSeconds(10);
    private static final Cell CELL = Samples.exclusive(1, ByteSize.mib(256));
    private static final HostReport HOST = Samples.host("a", 2, ByteSize.gib(2));

    @TempDir
    private Path store;

    private final FakeStore results = new FakeStore();
    private final ConcurrentLinkedQueue<String> notices = new ConcurrentLinkedQueue<>();
    private CoordinatorNode node;

    private CoordinatorSettings settings() {
        return CoordinatorSettings.embedded(store)
                .withTiming(Timing.DEFAULT.withCommitPauses(Duration.ofMillis(100), Duration.ofMillis(400)));
    }

    @BeforeEach
    void start() throws StartException {
        node = start(settings());
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private CoordinatorNode start(CoordinatorSettings settings) throws StartException {
        return CoordinatorNode.start(
                settings,
                new CoordinatorNode.Ports(results, new CoordinatorMetrics(), notices::add),
                ConfigFactory.parseString("pekko.actor.serialize-messages = on"));
    }

    private <T> T ask(Function<ActorRef<T>, CoordinatorMessage> question) throws Exception {
        return AskPattern.ask(
                        node.scheduler(), question::apply, BOUND, node.system().scheduler())
                .toCompletableFuture()
                .get(BOUND.toSeconds(), TimeUnit.SECONDS);
    }

    private void submit(int runs) throws Exception {
        var planned = Samples.runs(CAMPAIGN, Collections.nCopies(runs, CELL));
        SubmitReply reply = ask(to -> new Submit(CAMPAIGN, "test", "benchmark: inflate\n", planned, to));
        assertThat(reply).isEqualTo(new Accepted(CAMPAIGN));
    }

    private CampaignView view() throws Exception {
        ViewReply reply = ask(to -> new View(CAMPAIGN, to));
        return ((Viewed) reply).view();
    }

    private List<? extends RunState> states() throws Exception {
        return view().runs().stream().map(run -> run.state()).toList();
    }

    private void awaitEnd() {
        await().atMost(BOUND).until(() -> view().ended());
    }

    private Script agent(Script script) {
        node.spawn(
                FakeAgent.create(script, node.scheduler()),
                "agent-" + script.report().id() + "-" + System.nanoTime());
        return script;
    }

    @Test
    void a_campaign_runs_to_its_end_and_each_result_is_committed_once() throws Exception {
        submit(3);
        Script script = agent(Script.completing(HOST));
        awaitEnd();
        assertThat(results.committed).hasSize(3).doesNotHaveDuplicates();
        assertThat(states()).allMatch(RunState.Completed.class::isInstance);
        await().atMost(BOUND).until(() -> script.acknowledged().containsAll(results.committed));
    }

    @Test
    void subscribers_see_live_numbers_and_the_end_last() throws Exception {
        ConcurrentLinkedQueue<CampaignView> views = new ConcurrentLinkedQueue<>();
        ActorRef<CampaignView> subscriber = node.spawn(
                Behaviors.receiveMessage(view -> {
                    views.add(view);
                    return Behaviors.same();
                }),
                "subscriber");
        node.scheduler().tell(new Subscribe(CAMPAIGN, subscriber));
        submit(1);
        agent(Script.of(HOST, attempt -> attempt.number() == 1 ? null : new Outcome.Completed()));
        await().atMost(BOUND)
                .until(() -> views.stream()
                        .anyMatch(view -> !view.runs().get(0).live().isEmpty()));
        ask((ActorRef<PauseReply> to) -> new Pause(CAMPAIGN, to));
        ask((ActorRef<ResumeReply> to) -> new Resume(CAMPAIGN, to));
        await().atMost(BOUND).until(() -> views.stream().anyMatch(CampaignView::ended));
        assertThat(views.stream().filter(CampaignView::ended)).hasSize(1);
    }

    @Test
    void pause_cancels_and_resume_goes_on_with_the_next_attempt() throws Exception {
        submit(2);
        Script script = agent(Script.of(HOST, attempt -> attempt.number() == 1 ? null : new Outcome.Completed()));
        await().atMost(BOUND).until(() -> script.started().size() == 1);
        PauseReply paused = ask(to -> new Pause(CAMPAIGN, to));
        assertThat(paused).isEqualTo(new Paused(CAMPAIGN, List.of()));
        assertThat(states().toString()).isEqualTo("[Waiting[attempts=1], Waiting[attempts=0]]");
        ResumeReply resumed = ask(to -> new Resume(CAMPAIGN, to));
        assertThat(resumed).isEqualTo(new Accepted(CAMPAIGN));
        await().atMost(BOUND).until(() -> script.started().size() == 3);
        assertThat(states().get(0)).isInstanceOfAny(RunState.Completed.class, RunState.Running.class);
    }

    @Test
    void a_commit_that_fails_is_tried_again_and_nothing_is_lost() throws Exception {
        results.failures.set(2);
        submit(1);
        agent(Script.completing(HOST));
        awaitEnd();
        assertThat(results.failures).hasValue(0);
        assertThat(results.committed).hasSize(1);
        assertThat(states()).allMatch(RunState.Completed.class::isInstance);
        assertThat(notices)
                .containsExactly(
                        "refused (in this test)", "the result of " + results.committed.peek() + " is stored now");
        assertThat(results.discarded).isEmpty();
    }

    @Test
    void a_damaged_upload_is_thrown_away_and_sent_again() throws Exception {
        results.remedy = Remedy.RESEND;
        results.failures.set(2);
        submit(1);
        Script script = agent(Script.completing(HOST));
        awaitEnd();
        assertThat(results.committed).hasSize(1);
        assertThat(results.discarded).hasSize(2);
        assertThat(script.uploads()).hasValue(3);
        assertThat(script.started()).hasSize(1);
    }

    @Test
    void a_result_that_the_store_does_not_want_is_acknowledged_and_thrown_away() throws Exception {
        results.remedy = Remedy.DROP;
        results.failures.set(1);
        submit(1);
        Script script = agent(Script.completing(HOST));
        awaitEnd();
        await().atMost(BOUND).until(() -> script.spool().isEmpty());
        assertThat(results.committed).isEmpty();
        assertThat(results.discarded).isNotEmpty();
    }

    private static void awaitReports(Script script) {
        int before = script.reports().get();
        await().atMost(BOUND).until(() -> script.reports().get() > before + 1);
    }

    @Test
    void a_pause_lets_a_result_arrive_that_is_being_uploaded() throws Exception {
        submit(1);
        Script script = Script.completing(HOST);
        script.announces().set(false);
        agent(script);
        await().atMost(BOUND).until(() -> script.uploads().get() == 1);
        awaitReports(script);
        var paused = AskPattern.ask(
                node.scheduler(),
                (ActorRef<PauseReply> to) -> (CoordinatorMessage) new Pause(CAMPAIGN, to),
                BOUND,
                node.system().scheduler());
        awaitReports(script);
        assertThat(paused.toCompletableFuture()).isNotDone();
        script.announces().set(true);
        assertThat(paused.toCompletableFuture().get(BOUND.toSeconds(), TimeUnit.SECONDS))
                .isEqualTo(new Paused(CAMPAIGN, List.of()));
        assertThat(results.committed).hasSize(1);
    }

    @Test
    void a_pause_keeps_a_result_that_cannot_be_stored_yet() throws Exception {
        results.failures.set(Integer.MAX_VALUE);
        submit(1);
        Script script = agent(Script.completing(HOST));
        await().atMost(BOUND).until(() -> !notices.isEmpty());
        results.failures.set(3);
        PauseReply paused = ask(to -> new Pause(CAMPAIGN, to));
        assertThat(paused).isEqualTo(new Paused(CAMPAIGN, List.of()));
        assertThat(results.committed).hasSize(1);
        assertThat(script.started()).hasSize(1);
    }

    @Test
    void a_failure_keeps_its_kind_and_a_cancelled_attempt_waits_again() throws Exception {
        submit(1);
        agent(Script.of(
                HOST,
                attempt -> new Outcome.Failed(new Failure(
                        attempt.number() == 1 ? FailureKind.CANCELLED : FailureKind.BOOT, "no answer", List.of()))));
        awaitEnd();
        assertThat(states().get(0)).isInstanceOfSatisfying(RunState.Failed.class, failed -> {
            assertThat(failed.attempt().number()).isEqualTo(2);
            assertThat(failed.failure().kind()).isEqualTo(FailureKind.BOOT);
        });
    }

    @Test
    void a_run_that_fits_no_host_is_skipped_with_numbers() throws Exception {
        var planned = Samples.runs(CAMPAIGN, List.of(Samples.exclusive(12, ByteSize.gib(20))));
        ask((ActorRef<SubmitReply> to) -> new Submit(CAMPAIGN, "test", "", planned, to));
        agent(Script.completing(HOST));
        awaitEnd();
        assertThat(states())
                .isEqualTo(List.of(new RunState.Skipped(
                        "needs 12 cores and 20.2 GiB; host a has 2 cores and a budget of 2.0 GiB")));
        await().atMost(BOUND)
                .until(() -> results.skipped.containsKey(planned.get(0).run()));
    }

    @Test
    void what_ran_when_the_program_ended_waits_for_a_resume_and_gets_a_new_attempt() throws Exception {
        submit(2);
        Script first = agent(Script.of(HOST, attempt -> null));
        await().atMost(BOUND).until(() -> first.started().size() == 1);
        node.close();
        node = start(settings());
        Script second = agent(Script.completing(HOST));
        await().atMost(BOUND).until(() -> states().get(0).equals(new RunState.Waiting(1)));
        assertThat(second.started()).isEmpty();
        ask((ActorRef<ResumeReply> to) -> new Resume(CAMPAIGN, to));
        awaitEnd();
        assertThat(results.committed.stream().map(AttemptId::number)).containsExactly(2, 1);
    }

    @Test
    void a_result_that_was_held_when_the_program_ended_is_committed_by_the_next_coordinator() throws Exception {
        results.failures.set(Integer.MAX_VALUE);
        submit(1);
        Script script = agent(Script.completing(HOST));
        await().atMost(BOUND).until(() -> results.failures.get() < Integer.MAX_VALUE);
        node.close();
        results.failures.set(0);
        node = start(settings());
        agent(script);
        awaitEnd();
        assertThat(results.committed).hasSize(1);
        assertThat(script.started()).hasSize(1);
        await().atMost(BOUND).until(() -> script.spool().isEmpty());
    }

    @Test
    void a_second_coordinator_on_the_same_store_is_refused_by_name() {
        assertThatThrownBy(() -> start(settings()))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("store " + store + " is in use by another ballast (pid "
                        + ProcessHandle.current().pid() + ")");
    }

    @Test
    void nonsense_is_refused_with_a_reason() throws Exception {
        SubmitReply empty = ask(to -> new Submit(CAMPAIGN, "test", "", List.of(), to));
        assertThat(empty).isInstanceOf(Refused.class);
        PauseReply unknown = ask(to -> new Pause(CAMPAIGN, to));
        assertThat(unknown).isEqualTo(new Refused(List.of("no campaign " + CAMPAIGN + " is known")));
        submit(1);
        var others = Samples.runs(CAMPAIGN, List.of(CELL, CELL));
        SubmitReply changed = ask(to -> new Submit(CAMPAIGN, "test", "", others, to));
        assertThat(changed).isInstanceOf(Refused.class);
        submit(1);
    }

    @Test
    void hosts_are_listed_with_what_they_run() throws Exception {
        submit(1);
        agent(Script.of(HOST, attempt -> null));
        await().atMost(BOUND).until(() -> {
            HostList list = ask(Hosts::new);
            return list.hosts().size() == 1
                    && list.hosts().get(0).readiness().takesWork()
                    && list.hosts().get(0).running().size() == 1;
        });
    }
}
