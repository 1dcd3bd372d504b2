package ballast.benchmark;

import ballast.agent.spool.Spool;
import ballast.coordinator.actor.CoordinatorNode;
import ballast.coordinator.actor.SchedulerCommand.Submit;
import ballast.coordinator.actor.SchedulerCommand.SubmitReply;
import ballast.coordinator.config.CoordinatorSettings;
import ballast.coordinator.metrics.CoordinatorMetrics;
import ballast.coordinator.results.CampaignRecord;
import ballast.coordinator.results.ResultStore;
import ballast.coordinator.results.StoreFixture;
import ballast.coordinator.schedule.PlannedRun;
import ballast.message.AgentFacts;
import ballast.message.CoordinatorMessage;
import ballast.message.ToAgent;
import ballast.message.ToAgent.AcknowledgeResult;
import ballast.message.ToAgent.StartAttempt;
import ballast.message.ToCoordinator.AttemptEnded;
import ballast.message.ToCoordinator.Inventory;
import ballast.model.AttemptId;
import ballast.model.Cell;
import ballast.model.RunId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** A real coordinator with a real store and one campaign, and an agent that does what the benchmark says. */
final class Lab implements AutoCloseable {
    private static final Duration BOUND = Duration.ofSeconds(30);

    private final CoordinatorNode node;
    private final ActorRef<ToAgent> agent;
    private final BlockingQueue<StartAttempt> started;
    private final BlockingQueue<AttemptId> acknowledged;
    private final BlockingQueue<Long> commits;

    private Lab(
            CoordinatorNode node,
            ActorRef<ToAgent> agent,
            BlockingQueue<StartAttempt> started,
            BlockingQueue<AttemptId> acknowledged,
            BlockingQueue<Long> commits) {
        this.node = node;
        this.agent = agent;
        this.started = started;
        this.acknowledged = acknowledged;
        this.commits = commits;
    }

    static Lab start(Path folder, Cell cell, int repetitions) throws Exception {
        ResultStore store = new ResultStore(folder);
        List<RunId> runs = IntStream.rangeClosed(1, repetitions)
                .mapToObj(repetition -> new RunId(StoreFixture.CAMPAIGN, cell.id(), repetition))
                .toList();
        store.create(new CampaignRecord(
                StoreFixture.CAMPAIGN, "benchmark", "", List.of(cell), runs, Map.of(), "me@lab", StoreFixture.STARTED));
        BlockingQueue<Long> commits = new LinkedBlockingQueue<>();
        var ports = new CoordinatorNode.Ports(
                new TimedStore(store, commits), new CoordinatorMetrics(), System.err::println);
        CoordinatorNode node = CoordinatorNode.start(CoordinatorSettings.embedded(folder), ports);
        BlockingQueue<StartAttempt> started = new LinkedBlockingQueue<>();
        BlockingQueue<AttemptId> acknowledged = new LinkedBlockingQueue<>();
        ActorRef<ToAgent> agent = node.spawn(
                Behaviors.receive(ToAgent.class)
                        .onMessage(StartAttempt.class, start -> {
                            started.add(start);
                            return Behaviors.same();
                        })
                        .onMessage(AcknowledgeResult.class, done -> {
                            acknowledged.add(done.attempt());
                            return Behaviors.same();
                        })
                        .onAnyMessage(other -> Behaviors.same())
                        .build(),
                "agent");
        submit(node, cell, runs);
        return new Lab(node, agent, started, acknowledged, commits);
    }

    private static void submit(CoordinatorNode node, Cell cell, List<RunId> runs) throws Exception {
        List<PlannedRun> planned =
                runs.stream().map(run -> new PlannedRun(run, cell)).toList();
        AskPattern.ask(
                        node.scheduler(),
                        (ActorRef<SubmitReply> to) ->
                                (CoordinatorMessage) new Submit(StoreFixture.CAMPAIGN, "benchmark", "", planned, to),
                        BOUND,
                        node.system().scheduler())
                .toCompletableFuture()
                .get(BOUND.toSeconds(), TimeUnit.SECONDS);
    }

    /** Reports to the coordinator as an idle agent, and waits for what it is given to do. */
    StartAttempt nextAttempt() throws InterruptedException, TimeoutException {
        if (started.isEmpty()) {
            node.scheduler()
                    .tell(new Inventory(
                            StoreFixture.HOST, AgentFacts.now("one", Instant.now()), List.of(), List.of(), agent));
        }
        return next("a start", started);
    }

    /**
     * Tells the attempt's end until it is in the store and acknowledged.
     *
     * @return how long the store took for it, in ns
     */
    long commit(Spool.Held held) throws InterruptedException, TimeoutException {
        node.scheduler()
                .tell(new AttemptEnded(StoreFixture.HOST.id(), held.attempt(), held.outcome(), held.files(), agent));
        long nanos = next("a commit", commits);
        AttemptId done = next("an acknowledgement", acknowledged);
        if (!done.equals(held.attempt())) {
            throw new IllegalStateException("got an acknowledgement of " + done + ", want of " + held.attempt());
        }
        return nanos;
    }

    private static <T> T next(String what, BlockingQueue<T> queue) throws InterruptedException, TimeoutException {
        T next = queue.poll(BOUND.toSeconds(), TimeUnit.SECONDS);
        if (next == null) {
            throw new TimeoutException("no " + what + " within " + BOUND);
        }
        return next;
    }

    @Override
    public void close() {
        node.close();
    }
}
