package ballast.agent.guard;

import ballast.agent.guard.AttemptWatch.Watched;
import ballast.agent.sample.AttemptClock;
import ballast.model.AttemptId;
import ballast.model.Failure;
import ballast.model.FailureKind;
import ballast.model.FaultException;
import ballast.model.GuardStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at a host's VMs every {@link #INTERVAL}, and does what {@link Policy} decides. */
public final class MemoryGuard implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MemoryGuard.class);

    public static final Duration INTERVAL = Duration.ofMillis(100);

    /**
     * What was seen last.
     *
     * @param holding why nothing is to start now; empty: nothing speaks against it
     */
    public record Latest(GuardEvent.Seen seen, GuardStatus.Breaches breaches, Optional<String> holding) {}

    private interface Action {
        void run() throws FaultException, InterruptedException;
    }

    private final Limits limits;
    private final HostMemory memory;
    private final Executor blocking;
    private final Map<AttemptId, AttemptWatch> attempts =
            new ConcurrentSkipListMap<>(Comparator.comparing(AttemptId::toString));
    private final BreachMeter breaches;
    private final long origin = System.nanoTime();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread guard = new Thread(task, "memory-guard");
        guard.setDaemon(true);
        return guard;
    });

    private GuardState state = GuardState.IDLE;
    private Optional<String> holding = Optional.empty();
    private volatile Latest latest;

    /** @param blocking threads that talk to VMs */
    private MemoryGuard(Limits limits, HostMemory memory, Executor blocking) {
        this.limits = limits;
        this.memory = memory;
        this.blocking = blocking;
        this.breaches = new BreachMeter(limits.budget());
        this.latest = new Latest(
                new GuardEvent.Seen(0, memory.available(), memory.pressure10()),
                GuardStatus.Breaches.NONE,
                Optional.empty());
    }

    /**
     * Begins to watch.
     *
     * @param blocking threads that may wait for VMs
     */
    public static MemoryGuard start(Limits limits, HostMemory memory, Executor blocking) {
        MemoryGuard guard = new MemoryGuard(limits, memory, blocking);
        long nanos = INTERVAL.toNanos();
        guard.thread.scheduleAtFixedRate(guard::tick, nanos, nanos, TimeUnit.NANOSECONDS);
        return guard;
    }

    public long budget() {
        return limits.budget();
    }

    public Latest latest() {
        return latest;
    }

    /**
     * An attempt begins.
     *
     * @param shared whether its VMs may be shrunk, paused and ended
     * @param folder for its {@code guard.csv}
     * @param before what held it back
     */
    public AttemptWatch begin(
            AttemptId attempt, boolean shared, Path folder, AttemptClock clock, List<GuardEvent> before) {
        AttemptWatch watch = new AttemptWatch(this, attempt, shared, folder, clock);
        before.forEach(event -> watch.record(event, limits.budget()));
        attempts.put(attempt, watch);
        return watch;
    }

    void forget(AttemptWatch watch) {
        attempts.remove(watch.attempt(), watch);
    }

    /** Seconds of the guard's clock. */
    double now() {
        return (System.nanoTime() - origin) / 1e9;
    }

    private void tick() {
        try {
            look();
        } catch (RuntimeException e) { // else the schedule would end without a word
            LOG.error("the memory guard failed at a look; it goes on", e);
        }
    }

    private void look() {
        Measurement seen = new Measurement(now(), memory.available(), memory.pressure10(), vms());
        GuardEvent.Seen values = new GuardEvent.Seen(seen.sum(), seen.available(), seen.pressure());
        measureBreach(seen, values);
        Policy.Decision decision = Policy.decide(state, seen, limits);
        state = decision.state();
        decision.steps().forEach(step -> take(step, values));
        latest = new Latest(values, breaches.total(), holding);
    }

    private List<VmState> vms() {
        List<VmState> vms = new ArrayList<>();
        for (AttemptWatch attempt : attempts.values()) {
            for (Watched watched : attempt.vms().values()) {
                try {
                    long rss = watched.vm().rssBytes();
                    GuardedVm.Facts facts = watched.vm().facts();
                    vms.add(new VmState(
                            new VmKey(attempt.attempt(), watched.vm().index()),
                            attempt.shared(),
                            watched.started(),
                            rss,
                            facts.ram(),
                            facts.size(),
                            facts.floor(),
                            facts.pausable()));
                } catch (IOException e) {
                    // it has just ended: it occupies nothing
                }
            }
        }
        vms.sort(Comparator.comparingDouble(VmState::started));
        return vms;
    }

    private void measureBreach(Measurement seen, GuardEvent.Seen values) {
        boolean before = breaches.goesOn();
        Optional<Breach> breach = breaches.look(Instant.now(), seen.time(), seen.sum());
        breach.ifPresent(over -> attempts.values().forEach(attempt -> attempt.breach(over)));
        if (before != breaches.goesOn()) {
            String event = before ? "breach-end" : "breach";
            String cause = Threat.of(seen, limits).cause();
            tellAll(event, cause, values);
            LOG.warn("budget {}: {}", event, cause);
        }
    }

    private void tellAll(String event, String cause, GuardEvent.Seen values) {
        attempts.values().forEach(attempt -> record(attempt, event, cause, OptionalInt.empty(), values));
    }

    private void record(AttemptWatch attempt, String event, String cause, OptionalInt vm, GuardEvent.Seen values) {
        attempt.record(new GuardEvent(Instant.now(), event, cause, vm, values), limits.budget());
    }

    private void take(Step step, GuardEvent.Seen values) {
        LOG.warn("{}", step);
        if (step instanceof Step.Hold || step instanceof Step.Release) {
            holding = step instanceof Step.Hold ? Optional.of(step.cause()) : Optional.empty();
            tellAll(step.event(), step.cause(), values);
        } else if (step instanceof Step.Shrink shrink) {
            act(step, shrink.vm(), values, vm -> vm.resize(shrink.size(), true));
        } else if (step instanceof Step.Grow grow) {
            act(step, grow.vm(), values, vm -> vm.resize(grow.size(), false));
        } else if (step instanceof Step.Pause pause) {
            act(step, pause.vm(), values, GuardedVm::pause);
        } else if (step instanceof Step.Resume resume) {
            act(step, resume.vm(), values, GuardedVm::resume);
        } else if (step instanceof Step.End end) {
            end(end, values);
        }
    }

    private void end(Step.End end, GuardEvent.Seen values) {
        AttemptWatch attempt = attempts.get(end.attempt());
        if (attempt != null) {
            record(attempt, end.event(), end.cause(), OptionalInt.empty(), values);
            attempt.endBecause(new Failure(
                    FailureKind.HOST,
                    "the memory guard ended it for the host's budget: " + end.cause()
                            + "; not this run's fault: it is tried again; a larger margin plans with more room",
                    List.of(),
                    true));
        }
    }

    private interface VmAction {
        void on(GuardedVm vm) throws FaultException, InterruptedException;
    }

    /** Its record comes first: what it does to a VM takes a while to show. */
    private void act(Step step, VmKey key, GuardEvent.Seen values, VmAction action) {
        AttemptWatch attempt = attempts.get(key.attempt());
        Watched watched = attempt == null ? null : attempt.vms().get(key.vm());
        if (watched == null) {
            return;
        }
        record(attempt, step.event(), step.cause(), OptionalInt.of(key.vm()), values);
        try {
            blocking.execute(() -> doIt(step, attempt, key, values, () -> action.on(watched.vm())));
        } catch (RejectedExecutionException e) {
            LOG.warn("{}: the agent ends", step);
        }
    }

    private void doIt(Step step, AttemptWatch attempt, VmKey key, GuardEvent.Seen values, Action action) {
        try {
            action.run();
        } catch (FaultException e) {
            LOG.warn("{} failed: {}", step, e.getMessage());
            record(attempt, step.event() + "-failed", e.getMessage(), OptionalInt.of(key.vm()), values);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
