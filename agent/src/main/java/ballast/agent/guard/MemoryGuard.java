package ballast.agent.guard;

import ballast.agent.guard.AttemptWatch.Watched;
import ballast.agent.sample.AttemptClock;
import ballast.model.AttemptId;
import ballast.model.ByteSize;
import ballast.model.CampaignId;
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
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at a host's VMs every {@link #INTERVAL}, and does what {@link Policy} decides: for all of them and the host's budget, and for those
 * of each campaign that has a smaller budget of its own. A VM that both have shrunk or paused stays so until neither wants it any more.
 */
public final class MemoryGuard implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MemoryGuard.class);

    public static final Duration INTERVAL = Duration.ofMillis(100);

    /**
     * What was seen last.
     *
     * @param breaches of the host's budget and of campaigns' own, since the start
     * @param holding why nothing is to start now; empty: nothing speaks against it
     * @param own of the campaigns that run here and have a smaller budget of their own
     */
    public record Latest(
            GuardEvent.Seen seen, GuardStatus.Breaches breaches, Optional<String> holding, Map<CampaignId, Own> own) {
        public Latest {
            own = Map.copyOf(own);
        }
    }

    /**
     * One campaign here.
     *
     * @param sum resident sets of its VMs, in bytes
     * @param budget of its own, in bytes
     * @param holding why nothing of it is to start now
     */
    public record Own(long sum, long budget, Optional<String> holding) {}

    private interface Action {
        void run() throws FaultException, InterruptedException;
    }

    private final Limits limits;
    private final HostMemory memory;
    private final Executor blocking;
    private final Map<AttemptId, AttemptWatch> attempts =
            new ConcurrentSkipListMap<>(Comparator.comparing(AttemptId::toString));
    private final GuardScope host;
    private final Map<CampaignId, GuardScope> campaigns = new TreeMap<>();
    private final long origin = System.nanoTime();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread guard = new Thread(task, "memory-guard");
        guard.setDaemon(true);
        return guard;
    });

    private Future<?> looks = CompletableFuture.completedFuture(null);
    /** Of campaigns that have no runs here any more. */
    private GuardStatus.Breaches gone = GuardStatus.Breaches.NONE;

    private volatile Latest latest;

    /** @param blocking threads that talk to VMs */
    private MemoryGuard(Limits limits, HostMemory memory, Executor blocking) {
        this.limits = limits;
        this.memory = memory;
        this.blocking = blocking;
        this.host = new GuardScope(limits);
        this.latest = new Latest(
                new GuardEvent.Seen(0, memory.available(), memory.pressure10()),
                GuardStatus.Breaches.NONE,
                Optional.empty(),
                Map.of());
    }

    /**
     * Begins to watch.
     *
     * @param blocking threads that may wait for VMs
     */
    public static MemoryGuard start(Limits limits, HostMemory memory, Executor blocking) {
        MemoryGuard guard = new MemoryGuard(limits, memory, blocking);
        long nanos = INTERVAL.toNanos();
        guard.looks = guard.thread.scheduleAtFixedRate(guard::tick, nanos, nanos, TimeUnit.NANOSECONDS);
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
     * @param terms on which it is watched
     */
    public AttemptWatch begin(AttemptId attempt, boolean shared, Path folder, AttemptClock clock, GuardTerms terms) {
        AttemptWatch watch = new AttemptWatch(this, attempt, shared, terms.budget(), folder, clock);
        terms.before().forEach(event -> watch.record(event, ownBudget(watch)));
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
        Measurement all = new Measurement(now(), memory.available(), memory.pressure10(), vms());
        look(host, all, all, List.copyOf(attempts.values()));
        Map<CampaignId, List<AttemptWatch>> own = new TreeMap<>();
        for (AttemptWatch attempt : attempts.values()) {
            if (ownBudget(attempt) < limits.budget()) {
                own.computeIfAbsent(campaign(attempt.attempt()), id -> new ArrayList<>())
                        .add(attempt);
            }
        }
        campaigns.forEach((id, scope) -> gone = own.containsKey(id) ? gone : gone.plus(scope.breaches()));
        campaigns.keySet().retainAll(own.keySet());
        Map<CampaignId, Own> seen = new TreeMap<>();
        own.forEach((id, watches) -> seen.put(id, look(id, all, watches)));
        GuardStatus.Breaches breaches = campaigns.values().stream()
                .map(GuardScope::breaches)
                .reduce(host.breaches().plus(gone), GuardStatus.Breaches::plus);
        latest = new Latest(values(all), breaches, host.holding(), seen);
    }

    /** What the kernel says is the host's affair: a campaign's VMs count by their sum alone. */
    private Own look(CampaignId id, Measurement all, List<AttemptWatch> watches) {
        long budget = watches.stream().mapToLong(this::ownBudget).min().orElseThrow();
        GuardScope scope = campaigns.computeIfAbsent(id, key -> new GuardScope(new Limits(budget, limits.memory())));
        List<VmState> vms = all.vms().stream()
                .filter(vm -> campaign(vm.key().attempt()).equals(id))
                .toList();
        Measurement own = new Measurement(all.time(), OptionalLong.empty(), Optional.empty(), vms);
        look(scope, own, all, watches);
        return new Own(own.sum(), scope.limits().budget(), scope.holding());
    }

    /** @param all for the records, with what the kernel says */
    private void look(GuardScope scope, Measurement seen, Measurement all, List<AttemptWatch> watches) {
        GuardScope.Look look = scope.look(Instant.now(), seen);
        GuardEvent.Seen values = new GuardEvent.Seen(seen.sum(), all.available(), all.pressure());
        Scoped scoped = new Scoped(scope, watches, values);
        look.breach().ifPresent(over -> watches.forEach(attempt -> attempt.breach(over)));
        look.turned().ifPresent(event -> {
            scoped.tellAll(event, look.cause());
            LOG.warn("budget {}: {}", event, look.cause());
        });
        look.decision().steps().forEach(step -> take(step, scoped));
    }

    private static GuardEvent.Seen values(Measurement seen) {
        return new GuardEvent.Seen(seen.sum(), seen.available(), seen.pressure());
    }

    private static CampaignId campaign(AttemptId attempt) {
        return attempt.run().campaign();
    }

    /** Never more than the host's. */
    private long ownBudget(AttemptWatch attempt) {
        return Math.min(limits.budget(), attempt.budget().map(ByteSize::bytes).orElse(Long.MAX_VALUE));
    }

    /** What is done for a budget is told of it, with the sum that counts there. */
    private record Scoped(GuardScope scope, List<AttemptWatch> watches, GuardEvent.Seen values) {
        void tellAll(String event, String cause) {
            watches.forEach(attempt -> record(attempt, event, cause, OptionalInt.empty()));
        }

        void record(AttemptWatch attempt, String event, String cause, OptionalInt vm) {
            attempt.record(
                    new GuardEvent(Instant.now(), event, cause, vm, values),
                    scope.limits().budget());
        }
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

    private void take(Step step, Scoped scoped) {
        LOG.warn("{}", step);
        if (step instanceof Step.Hold || step instanceof Step.Release) {
            scoped.tellAll(step.event(), step.cause());
        } else if (step instanceof Step.Shrink shrink) {
            act(step, shrink.vm(), scoped, vm -> vm.resize(shrink.size(), true));
        } else if (step instanceof Step.Grow grow) {
            if (others(scoped.scope).noneMatch(other -> other.takesOver(grow))) {
                act(step, grow.vm(), scoped, vm -> vm.resize(grow.size(), false));
            }
        } else if (step instanceof Step.Pause pause) {
            act(step, pause.vm(), scoped, GuardedVm::pause);
        } else if (step instanceof Step.Resume resume) {
            if (others(scoped.scope).noneMatch(other -> other.keepsPaused(resume.vm()))) {
                act(step, resume.vm(), scoped, GuardedVm::resume);
            }
        } else if (step instanceof Step.End end) {
            end(end, scoped);
        }
    }

    private Stream<GuardScope> others(GuardScope scope) {
        return Stream.concat(Stream.of(host), campaigns.values().stream()).filter(other -> other != scope);
    }

    private void end(Step.End end, Scoped scoped) {
        AttemptWatch attempt = attempts.get(end.attempt());
        if (attempt != null) {
            scoped.record(attempt, end.event(), end.cause(), OptionalInt.empty());
            attempt.endBecause(new Failure(
                    FailureKind.HOST,
                    "the memory guard ended it for the " + (scoped.scope == host ? "host's" : "campaign's")
                            + " budget: " + end.cause() + "; a larger margin plans with more room",
                    List.of(),
                    true));
        }
    }

    private interface VmAction {
        void on(GuardedVm vm) throws FaultException, InterruptedException;
    }

    /** Its record comes first: what it does to a VM takes a while to show. */
    private void act(Step step, VmKey key, Scoped scoped, VmAction action) {
        AttemptWatch attempt = attempts.get(key.attempt());
        Watched watched = attempt == null ? null : attempt.vms().get(key.vm());
        if (watched == null) {
            return;
        }
        scoped.record(attempt, step.event(), step.cause(), OptionalInt.of(key.vm()));
        try {
            blocking.execute(() -> doIt(step, attempt, key, scoped, () -> action.on(watched.vm())));
        } catch (RejectedExecutionException e) {
            LOG.warn("{}: the agent ends", step);
        }
    }

    private static void doIt(Step step, AttemptWatch attempt, VmKey key, Scoped scoped, Action action) {
        try {
            action.run();
        } catch (FaultException e) {
            LOG.warn("{} failed: {}", step, e.getMessage());
            scoped.record(attempt, step.event() + "-failed", e.getMessage(), OptionalInt.of(key.vm()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        looks.cancel(false);
        thread.shutdownNow();
    }
}
