package ballast.page;

import ballast.message.AgentFacts;
import ballast.message.CoordinatorMessage;
import ballast.message.ToAgent;
import ballast.message.ToAgent.AcknowledgeResult;
import ballast.message.ToAgent.CancelAttempt;
import ballast.message.ToAgent.StartAttempt;
import ballast.message.ToCoordinator.AttemptEnded;
import ballast.message.ToCoordinator.Inventory;
import ballast.message.ToCoordinator.Live;
import ballast.message.ToCoordinator.Progress;
import ballast.model.AttemptId;
import ballast.model.ByteSize;
import ballast.model.GuardStatus;
import ballast.model.HostReport;
import ballast.model.MemoryPressure;
import ballast.model.Outcome;
import ballast.model.SpoolUse;
import ballast.model.VmStatus;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/** An agent whose VMs are made up: they go through phases, tell ten times a second how they are, and leave raw files. */
final class LivelyAgent extends AbstractBehavior<Object> {
    private static final Duration TICK = Duration.ofMillis(100);
    private static final Duration REPORT = Duration.ofSeconds(1);

    private enum Beat {
        TICK,
        REPORT
    }

    /**
     * What it is to do.
     *
     * @param length of an attempt; so long that it never ends, if that is wanted
     * @param outcome of an attempt that has come to its end
     */
    record Script(HostReport report, Duration length, Function<AttemptId, Outcome> outcome) {}

    private record Running(StartAttempt start, MadeUpRun run, long since) {}

    private final Script script;
    private final ActorRef<CoordinatorMessage> scheduler;
    private final Map<AttemptId, Running> running = new TreeMap<>();
    private final Map<AttemptId, AttemptEnded> held = new TreeMap<>();

    private LivelyAgent(
            ActorContext<Object> context,
            TimerScheduler<Object> timers,
            Script script,
            ActorRef<CoordinatorMessage> scheduler) {
        super(context);
        this.script = script;
        this.scheduler = scheduler;
        timers.startTimerAtFixedRate(Beat.TICK, TICK);
        timers.startTimerAtFixedRate(Beat.REPORT, REPORT);
        report();
    }

    static Behavior<Object> create(Script script, ActorRef<CoordinatorMessage> scheduler) {
        return Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new LivelyAgent(context, timers, script, scheduler)));
    }

    @Override
    public Receive<Object> createReceive() {
        return newReceiveBuilder()
                .onMessage(StartAttempt.class, this::start)
                .onMessage(CancelAttempt.class, cancel -> {
                    running.remove(cancel.attempt());
                    return report();
                })
                .onMessage(AcknowledgeResult.class, done -> {
                    held.remove(done.attempt());
                    return this;
                })
                .onMessageEquals(Beat.TICK, this::tick)
                .onMessageEquals(Beat.REPORT, this::report)
                .onAnyMessage(other -> this)
                .build();
    }

    private LivelyAgent start(StartAttempt start) {
        if (!held.containsKey(start.attempt())) {
            running.putIfAbsent(
                    start.attempt(),
                    new Running(
                            start, MadeUpRun.of(start.attempt(), start.cell(), script.length()), System.nanoTime()));
        }
        return this;
    }

    private LivelyAgent tick() throws IOException, InterruptedException {
        List<Live> news = new ArrayList<>();
        for (Running one : List.copyOf(running.values())) {
            double time = (System.nanoTime() - one.since) / 1e9;
            if (time >= script.length().toMillis() / 1e3) {
                end(one);
            } else {
                news.add(new Live(one.start.attempt(), one.run.statuses(time)));
            }
        }
        if (!news.isEmpty()) {
            scheduler.tell(new Progress(script.report().id(), news));
        }
        return this;
    }

    private void end(Running one) throws IOException, InterruptedException {
        AttemptId attempt = one.start.attempt();
        running.remove(attempt);
        var files = Uploads.put(one.start, one.run.files());
        held.put(
                attempt,
                new AttemptEnded(
                        script.report().id(),
                        attempt,
                        script.outcome().apply(attempt),
                        files,
                        getContext().getSelf().narrow()));
        report();
    }

    private LivelyAgent report() {
        long sum = running.values().stream()
                .flatMap(one -> one.run.statuses((System.nanoTime() - one.since) / 1e9).stream())
                .mapToLong(VmStatus::rssBytes)
                .sum();
        long planned =
                running.values().stream().mapToLong(one -> one.run.fullBytes()).sum();
        var guard = new GuardStatus(
                new ByteSize(sum),
                new ByteSize(planned),
                Optional.of(script.report().budget()),
                Optional.of(new MemoryPressure(0.5, 0)),
                GuardStatus.Breaches.NONE,
                List.of());
        var facts = AgentFacts.now("one", Instant.now())
                .with(new SpoolUse(ByteSize.ZERO, ByteSize.gib(20)))
                .with(Optional.of(guard));
        ActorRef<ToAgent> self = getContext().getSelf().narrow();
        scheduler.tell(
                new Inventory(script.report(), facts, List.copyOf(running.keySet()), List.copyOf(held.keySet()), self));
        held.values().forEach(scheduler::tell);
        return this;
    }
}
