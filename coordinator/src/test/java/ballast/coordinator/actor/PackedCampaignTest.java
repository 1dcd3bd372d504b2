package ballast.coordinator.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ballast.coordinator.actor.FakeAgent.Script;
import ballast.coordinator.actor.SchedulerCommand.Explain;
import ballast.coordinator.actor.SchedulerCommand.ExplainReply;
import ballast.coordinator.actor.SchedulerCommand.Explained;
import ballast.coordinator.actor.SchedulerCommand.Submit;
import ballast.coordinator.actor.SchedulerCommand.SubmitReply;
import ballast.coordinator.config.CoordinatorSettings;
import ballast.coordinator.metrics.CoordinatorMetrics;
import ballast.coordinator.results.PackingRecord;
import ballast.coordinator.schedule.PlannedRun;
import ballast.coordinator.schedule.Samples;
import ballast.coordinator.trace.Trace;
import ballast.message.CoordinatorMessage;
import ballast.model.ByteSize;
import ballast.model.Cell;
import ballast.model.Outcome;
import ballast.model.Packing.Footprint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.japi.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A campaign that is packed by footprint, in a real coordinator with an agent of one host: VMs of 672 MiB into 1000 MiB. */
class PackedCampaignTest {
    private static final Duration BOUND = Duration.ofSeconds(20);
    private static final Cell CELL = Samples.shared(1, ByteSize.mib(512));

    @TempDir
    private Path store;

    private final FakeStore results = new FakeStore();
    private final AtomicBoolean may = new AtomicBoolean();
    private CoordinatorNode node;

    @BeforeEach
    void start() throws Exception {
        node = CoordinatorNode.start(
                CoordinatorSettings.embedded(store),
                new CoordinatorNode.Ports(results, new CoordinatorMetrics(), notice -> {}));
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private <T> T ask(Function<ActorRef<T>, CoordinatorMessage> question) throws Exception {
        return AskPattern.ask(node.scheduler(), question, BOUND, node.system().scheduler())
                .toCompletableFuture()
                .get(BOUND.toSeconds(), TimeUnit.SECONDS);
    }

    private List<PlannedRun> submit(int runs) throws Exception {
        List<PlannedRun> planned = Samples.runs(Samples.CAMPAIGN, Collections.nCopies(runs, CELL));
        var packing = new Footprint(0.05, 0.9, Optional.empty());
        SubmitReply reply = ask(to -> new Submit(Samples.CAMPAIGN, "test", "", planned, Map.of(), packing, to));
        assertThat(reply).isInstanceOf(SchedulerCommand.Accepted.class);
        return planned;
    }

    private Script agent() {
        Script script = Script.of(
                Samples.host("a", 8, ByteSize.mib(1000)), attempt -> may.get() ? new Outcome.Completed() : null);
        node.spawn(FakeAgent.create(script, node.scheduler()), "agent");
        return script;
    }

    @Test
    void runs_of_a_known_footprint_share_a_budget_that_holds_one_of_full_size() throws Exception {
        results.traces.put(CELL.id(), Trace.constant(ByteSize.mib(300).bytes(), 1000));
        List<PlannedRun> runs = submit(4);
        Script script = agent();
        // 950 MiB to use: three of 300
        await().atMost(BOUND).until(() -> script.started().size() == 3);
        ExplainReply reply = ask(to -> new Explain(runs.get(3).run(), to));
        assertThat(((Explained) reply).sentence()).contains("it waits: ").contains("host a");
        await().atMost(BOUND)
                .until(() -> record().filter(plan -> plan.plans() > 0).isPresent());
        assertThat(script.started()).hasSize(3);
        may.set(true);
        await().atMost(BOUND).until(() -> results.committed.size() == 4);
        await().atMost(BOUND)
                .until(() -> record().orElseThrow().runs().stream()
                        .allMatch(run ->
                                run.actual().flatMap(PackingRecord.Place::end).isPresent()));
    }

    @Test
    void runs_of_an_unknown_footprint_take_turns_until_the_first_has_told() throws Exception {
        submit(3);
        Script script = agent();
        await().atMost(BOUND).until(() -> script.reports().get() > 3);
        assertThat(script.started()).hasSize(1);
        results.traces.put(CELL.id(), Trace.constant(ByteSize.mib(300).bytes(), 1000));
        may.set(true);
        await().atMost(BOUND).until(() -> results.committed.size() == 3);
    }

    /** Predicted to take a quarter of an hour, of which nobody waits for more than a moment. */
    @Test
    void the_next_starts_when_the_one_before_ends_early_and_where_a_host_comes() throws Exception {
        results.traces.put(CELL.id(), Trace.constant(ByteSize.mib(600).bytes(), 1000));
        List<PlannedRun> runs = submit(4);
        Script first = agent();
        await().atMost(BOUND).until(() -> first.started().size() == 1);
        Script second = Script.of(
                Samples.host("b", 8, ByteSize.mib(1000)), attempt -> may.get() ? new Outcome.Completed() : null);
        node.spawn(FakeAgent.create(second, node.scheduler()), "agent-b");
        await().atMost(BOUND).until(() -> second.started().size() == 1);
        ExplainReply reply = ask(to -> new Explain(runs.get(3).run(), to));
        assertThat(((Explained) reply).sentence()).contains("the plan has it start on host ");
        may.set(true);
        await().atMost(BOUND).until(() -> results.committed.size() == 4);
    }

    private Optional<PackingRecord> record() {
        return Optional.ofNullable(results.plans.get(Samples.CAMPAIGN));
    }
}
