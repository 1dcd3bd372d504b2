package ballast.agent.actor;

import ballast.agent.actor.HeldResults.Target;
import ballast.agent.guard.Admission;
import ballast.agent.guard.GuardEvent;
import ballast.agent.guard.GuardTerms;
import ballast.agent.guard.MemoryGuard;
import ballast.agent.host.CpuPool;
import ballast.agent.host.HostPool;
import ballast.agent.host.HostShare;
import ballast.agent.spool.Spool;
import ballast.agent.spool.Uploader;
import ballast.message.AgentFacts;
import ballast.message.ToAgent;
import ballast.message.ToCoordinator;
import ballast.model.AttemptId;
import ballast.model.ByteSize;
import ballast.model.Cell;
import ballast.model.Failure;
import ballast.model.FailureKind;
import ballast.model.FaultException;
import ballast.model.GuardStatus;
import ballast.model.Outcome;
import ballast.model.VmSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.apache.pekko.actor.NoSerializationVerificationNeeded;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.slf4j.event.Level;

/**
 * A host's agent. It starts what the coordinator wants, once per attempt; keeps every result until it is acknowledged; and
 * tells its whole inventory again and again, so that a message lost in between does no harm.
 */
public final class HostAgent {
    /** What it is told; the coordinator's messages come wrapped. */
    public interface Command extends NoSerializationVerificationNeeded {}

    private record FromCoordinator(ToAgent message) implements Command {}

    private record Prepared(AttemptId attempt, AttemptFiles files) implements Command {}

    private record NotPrepared(AttemptId attempt, Failure why) implements Command {}

    /** An attempt's actor ended, in whatever way; behind its report it tells nothing new. */
    private record AttemptStopped(AttemptId attempt) implements Command {}

    private record Tick() implements Command {}

    private record SendNews() implements Command {}

    /** Somebody who waits may start now. */
    private record Admit() implements Command {}

    private record Running(
            Cell cell,
            Target target,
            List<HostShare> shares,
            WaitingRoom.Began began,
            GuardTerms guarded,
            Optional<ActorRef<AttemptActor.Command>> actor) {}

    private static final Duration TICK = Duration.ofSeconds(2);

    /**
     * On what terms it serves.
     *
     * @param orphanTime how long what runs may go on without a word from a coordinator
     * @param clock of this host, as it is set
     * @param nanos of its clock that nobody sets, as {@link System#nanoTime}: silence is measured by it
     * @param tls for coordinators that speak HTTPS
     * @param metrics {@code HOST:PORT} where its metrics are served; empty: nowhere
     * @param notices takes what the host's people shall be told at once, a line each
     */
    public record Terms(
            Duration orphanTime,
            InstantSource clock,
            LongSupplier nanos,
            Optional<SSLContext> tls,
            Optional<String> metrics,
            Consumer<String> notices) {
        /** Beside its coordinator in one process. */
        static final Terms EMBEDDED = new Terms(ChronoUnit.FOREVER.getDuration(), Optional.empty(), line -> {});

        /** By this host's clocks. */
        public Terms(Duration orphanTime, Optional<SSLContext> tls, Consumer<String> notices) {
            this(orphanTime, tls, Optional.empty(), notices);
        }

        /** By this host's clocks, with metrics. */
        Terms(Duration orphanTime, Optional<SSLContext> tls, Optional<String> metrics, Consumer<String> notices) {
            this(orphanTime, InstantSource.system(), System::nanoTime, tls, metrics, notices);
        }

        /** Without metrics. */
        public Terms(
                Duration orphanTime,
                InstantSource clock,
                LongSupplier nanos,
                Optional<SSLContext> tls,
                Consumer<String> notices) {
            this(orphanTime, clock, nanos, tls, Optional.empty(), notices);
        }
    }

    private final ActorContext<Command> context;
    private final PreparedHost host;
    private final ActorRef<ToCoordinator> coordinator;
    private final ActorRef<ToAgent> self;
    private final HeldResults held;
    private final SpoolWatch spool;
    private final LiveNews<Command> news;
    private final WaitingRoom waiting;
    private final TimerScheduler<Command> timers;
    private final Map<AttemptId, Running> running = new TreeMap<>();
    private final Set<AttemptId> cancelled = new HashSet<>();
    private final Terms terms;
    private final Allegiance allegiance;
    private final String incarnation = UUID.randomUUID().toString();
    private final Stopwatch silence;
    private HostPool pool;
    private String standing = "";

    private HostAgent(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            PreparedHost host,
            Recovered recovered,
            ActorRef<ToCoordinator> coordinator,
            Terms terms) {
        this.context = context;
        this.timers = timers;
        this.host = host;
        this.waiting = new WaitingRoom(host.driver().guard());
        this.coordinator = coordinator;
        this.terms = terms;
        this.allegiance = recovered.allegiance;
        this.silence = new Stopwatch(terms.nanos());
        this.self = context.messageAdapter(ToAgent.class, FromCoordinator::new);
        this.pool = new HostPool(new CpuPool(host.cpus()), host.report().vfioDevices());
        this.held = new HeldResults(
                context,
                host.report().id(),
                host.spool(),
                new Uploader(host.spool(), terms.tls()),
                host.blocking(),
                coordinator,
                self);
        this.news = new LiveNews<>(host.report().id(), coordinator, timers, new SendNews());
        this.spool = new SpoolWatch(context, host.report().id(), host.spool(), host.blocking(), terms.notices());
        recovered.held.forEach(held::keep);
    }

    /** What an earlier agent of this host left: results in the spool, and whom it served. */
    public static final class Recovered {
        private final List<Spool.Held> held;
        private final Allegiance allegiance;

        private Recovered(List<Spool.Held> held, Allegiance allegiance) {
            this.held = held;
            this.allegiance = allegiance;
        }

        /** Blocks. */
        public static Recovered of(PreparedHost host) throws IOException {
            Path file = host.spool().root().resolve("coordinator.json");
            return new Recovered(host.spool().recover(), Allegiance.recall(file, host.blocking()));
        }
    }

    /** Beside its coordinator in one process. */
    public static Behavior<Command> create(
            PreparedHost host, Recovered recovered, ActorRef<ToCoordinator> coordinator) {
        return create(host, recovered, coordinator, Terms.EMBEDDED);
    }

    public static Behavior<Command> create(
            PreparedHost host, Recovered recovered, ActorRef<ToCoordinator> coordinator, Terms terms) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            timers.startTimerAtFixedRate(new Tick(), TICK);
            return new HostAgent(context, timers, host, recovered, coordinator, terms).serve();
        }));
    }

    private Behavior<Command> serve() {
        tellInventory();
        return Behaviors.receive(Command.class)
                .onMessage(FromCoordinator.class, wrapped -> fromCoordinator(wrapped.message))
                .onMessage(Prepared.class, this::begin)
                .onMessage(NotPrepared.class, this::notPrepared)
                .onMessage(AttemptStopped.class, this::stopped)
                .onMessage(AttemptActor.Live.class, this::live)
                .onMessage(AttemptActor.Ended.class, ended -> ended(ended.held()))
                .onMessage(AttemptActor.Cancelled.class, gone -> cancelled(gone.attempt()))
                .onMessage(HeldResults.Uploaded.class, uploaded -> same(() -> held.uploaded(uploaded)))
                .onMessage(HeldResults.UploadFailed.class, failed -> same(() -> held.uploadFailed(failed)))
                .onMessage(SpoolWatch.Measured.class, measured -> same(() -> spoolMeasured(measured)))
                .onMessage(SpoolWatch.NotMeasured.class, failed -> same(() -> spool.notMeasured(failed)))
                .onMessage(Tick.class, tick -> same(this::tick))
                .onMessage(SendNews.class, due -> same(news::send))
                .onMessage(Admit.class, admit -> same(this::admit))
                .build();
    }

    private static Behavior<Command> same(Runnable effect) {
        effect.run();
        return Behaviors.same();
    }

    private void tick() {
        tellInventory();
        held.announceAgain();
        endOrphans();
        spool.measure();
    }

    private void spoolMeasured(SpoolWatch.Measured measured) {
        spool.measured(measured)
                .ifPresent(why -> running.values().stream()
                        .flatMap(run -> run.actor.stream())
                        .forEach(actor -> actor.tell(new AttemptActor.Fail(why))));
    }

    private void tellInventory() {
        Instant now = terms.clock().instant();
        List<Admission.Running> runs =
                running.values().stream().map(run -> run.began.running(now)).toList();
        ByteSize planned = new ByteSize(Admission.planned(runs));
        AgentFacts facts = AgentFacts.now(incarnation, now)
                .with(spool.use())
                .with(guardStatus(planned, now))
                .planning(planned)
                .servingMetricsAt(terms.metrics());
        host.metrics()
                .report(
                        facts,
                        running.size(),
                        waiting.attempts().size(),
                        held.attempts().size());
        coordinator.tell(new ToCoordinator.Inventory(host.report(), facts, taken(), held.attempts(), self));
    }

    /** What it works on, or will. */
    private List<AttemptId> taken() {
        return Stream.concat(running.keySet().stream(), waiting.attempts().stream())
                .sorted()
                .toList();
    }

    private Optional<GuardStatus> guardStatus(ByteSize planned, Instant now) {
        return host.driver().guard().map(guard -> {
            MemoryGuard.Latest latest = guard.latest();
            return new GuardStatus(
                    new ByteSize(latest.seen().sum()),
                    planned,
                    latest.seen().available().stream().mapToObj(ByteSize::new).findFirst(),
                    latest.seen().pressure(),
                    latest.breaches(),
                    waiting.held(now));
        });
    }

    /** Cut off for good: what runs here runs elsewhere by now, or nobody wants it. */
    private void endOrphans() {
        if (!taken().isEmpty() && silence.isOver(terms.orphanTime())) {
            say(
                    Level.WARN,
                    "no word from a coordinator for " + silence.elapsed().toSeconds() + " s (orphan-time): ending "
                            + taken());
            taken().forEach(this::cancel);
        }
    }

    /** Told once each time that it changes. */
    private void say(Level level, String line) {
        if (!line.equals(standing)) {
            standing = line;
            tell(level, line);
        }
    }

    private void tell(Level level, String line) {
        context.getLog().atLevel(level).log(line);
        terms.notices().accept(line);
    }

    private Behavior<Command> fromCoordinator(ToAgent message) {
        Optional<String> refusal = allegiance.judge(message);
        if (refusal.isPresent()) {
            say(Level.WARN, "refused what the coordinator says: " + refusal.get());
            return Behaviors.same();
        }
        silence.restart();
        if (message instanceof ToAgent.Welcome) {
            say(Level.INFO, "joined, epoch " + allegiance.epoch());
        } else if (message instanceof ToAgent.Refused refused) {
            say(Level.WARN, "the coordinator refuses this host: " + refused.reason());
        } else if (message instanceof ToAgent.StartAttempt start) {
            start(start);
        } else if (message instanceof ToAgent.CancelAttempt cancel) {
            cancel(cancel.attempt());
        } else if (message instanceof ToAgent.AcknowledgeResult acknowledged) {
            held.forget(acknowledged.attempt());
        }
        return Behaviors.same();
    }

    /** Does nothing for an attempt that is known already, but learns where its result goes now. */
    private void start(ToAgent.StartAttempt start) {
        AttemptId attempt = start.attempt();
        Target target = new Target(start.uploadUri(), start.uploadToken());
        Running known = running.get(attempt);
        if (known != null) {
            running.put(
                    attempt, new Running(known.cell, target, known.shares, known.began, known.guarded, known.actor));
        } else if (held.has(attempt)) {
            held.upload(attempt, target);
        } else if (!isOlderThanKnown(attempt)) {
            Optional<Failure> foreign = Origin.refusal(host.report().id(), start);
            if (foreign.isPresent()) {
                tell(Level.WARN, "refused: " + foreign.get().message());
                refuse(attempt, target, foreign.get());
            } else if (WaitingRoom.isFor(start)) {
                waiting.enter(start, terms.clock().instant());
                admit();
            } else {
                prepare(start, List.of());
            }
        }
    }

    /** Attempt numbers fence: a late message must not start what a newer attempt replaced. */
    private boolean isOlderThanKnown(AttemptId attempt) {
        return taken().stream()
                .anyMatch(known -> known.run().equals(attempt.run()) && known.number() > attempt.number());
    }

    /** Starts those that wait and may, and looks again when the next may. */
    private void admit() {
        Instant now = terms.clock().instant();
        Optional<WaitingRoom.Admitted> next = nextAdmitted(now);
        while (next.isPresent()) {
            prepare(next.get().start(), next.get().events());
            next = nextAdmitted(now);
        }
        waiting.untilNext(now)
                .ifPresentOrElse(
                        left -> timers.startSingleTimer(Admit.class, new Admit(), left),
                        () -> timers.cancel(Admit.class));
    }

    private Optional<WaitingRoom.Admitted> nextAdmitted(Instant now) {
        List<WaitingRoom.Began> began =
                running.values().stream().map(run -> run.began).toList();
        return waiting.next(now, began, cell -> grant(cell).isPresent());
    }

    private void prepare(ToAgent.StartAttempt start, List<GuardEvent> before) {
        AttemptId attempt = start.attempt();
        Cell cell = start.cell();
        Target target = new Target(start.uploadUri(), start.uploadToken());
        Optional<Failure> full = spool.refusal();
        if (full.isPresent()) {
            refuse(attempt, target, full.get());
            return;
        }
        Optional<List<HostShare>> taken = take(cell);
        if (taken.isEmpty()) {
            Failure failure = new Failure(
                    FailureKind.HOST,
                    "host " + host.report().id() + ": got " + pool.cpus().free() + " free CPUs and "
                            + pool.vfioDevices().size() + " free devices bound to vfio-pci, want "
                            + cell.demand().cores() + " and "
                            + (cell.spec().vm().mode().vfio() ? cell.spec().vmCount() : 0),
                    List.of());
            refuse(attempt, target, failure);
            return;
        }
        var began = WaitingRoom.Began.of(start, terms.clock().instant());
        var guarded = new GuardTerms(start.budget(), before);
        running.put(attempt, new Running(cell, target, taken.get(), began, guarded, Optional.empty()));
        var files = CompletableFuture.supplyAsync(
                () -> {
                    try {
                        host.driver().check(cell);
                        return new AttemptFiles(
                                host.spool(), attempt, cell, host.driver().facts());
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    } catch (FaultException e) {
                        throw new CompletionException(e);
                    }
                },
                host.blocking());
        context.pipeToSelf(
                files,
                (made, error) -> error == null
                        ? new Prepared(attempt, made)
                        : new NotPrepared(attempt, notPrepared(error.getCause())));
    }

    private void refuse(AttemptId attempt, Target target, Failure why) {
        held.keep(new Spool.Held(attempt, new Outcome.Failed(why), List.of()));
        held.upload(attempt, target);
    }

    private Optional<List<HostShare>> take(Cell cell) {
        Optional<HostPool.Grant> grant = grant(cell);
        grant.ifPresent(granted -> pool = granted.rest());
        return grant.map(HostPool.Grant::shares);
    }

    private Optional<HostPool.Grant> grant(Cell cell) {
        VmSpec vm = cell.spec().vm();
        int vms = cell.spec().vmCount();
        OptionalInt shared = cell.cpus().shared();
        return shared.isPresent()
                ? pool.takeShared(vms, shared.getAsInt(), vm.mode().vfio())
                : pool.take(vms, vm.cores(), vm.mode().vfio());
    }

    private Behavior<Command> begin(Prepared prepared) {
        AttemptId attempt = prepared.attempt;
        Running run = running.get(attempt);
        if (cancelled.contains(attempt)) {
            return cancelled(attempt);
        }
        try {
            Running begun = new Running(
                    run.cell,
                    run.target,
                    run.shares,
                    run.began,
                    run.guarded,
                    Optional.of(spawn(attempt, run, prepared.files)));
            running.put(attempt, begun);
            tellInventory();
            return Behaviors.same();
        } catch (FaultException e) {
            return ended(failed(attempt, e.getMessage()));
        } catch (RuntimeException e) {
            context.getLog().error("cannot begin {}", attempt, e);
            return ended(failed(attempt, "cannot begin: " + e.getMessage()));
        }
    }

    private ActorRef<AttemptActor.Command> spawn(AttemptId attempt, Running run, AttemptFiles files)
            throws FaultException {
        var behavior = host.driver().attempt(attempt, run.cell, run.shares, files, run.guarded, context.getSelf());
        var actor = context.spawnAnonymous(behavior);
        context.watchWith(actor, new AttemptStopped(attempt));
        return actor;
    }

    private Behavior<Command> notPrepared(NotPrepared failed) {
        if (failed.why.kind() == FailureKind.IMAGE) {
            tell(Level.WARN, "refused: " + failed.why.message());
        }
        return ended(new Spool.Held(failed.attempt, new Outcome.Failed(failed.why), List.of()));
    }

    private Failure notPrepared(Throwable cause) {
        return cause instanceof FaultException fault
                ? fault.failure()
                : failure("cannot make a folder for results: " + cause);
    }

    /** Its VMs' actors end with it, and kill them. */
    private Behavior<Command> stopped(AttemptStopped stopped) {
        if (!running.containsKey(stopped.attempt)) {
            return Behaviors.same();
        }
        return ended(failed(stopped.attempt, "unexpected end of the attempt's actor; the agent's log says why"));
    }

    private Spool.Held failed(AttemptId attempt, String why) {
        return new Spool.Held(attempt, new Outcome.Failed(failure(why)), List.of());
    }

    private Failure failure(String why) {
        return new Failure(FailureKind.HOST, "host " + host.report().id() + ": " + why, List.of());
    }

    private Behavior<Command> live(AttemptActor.Live live) {
        Running run = running.get(live.attempt());
        if (run != null) {
            host.metrics().updateAttempt(live.attempt(), run.cell, live.vms());
        }
        news.add(new ToCoordinator.Live(live.attempt(), live.vms()));
        return Behaviors.same();
    }

    private Behavior<Command> ended(Spool.Held result) {
        Running run = release(result.attempt());
        cancelled.remove(result.attempt()); // it was done before it heard of that
        held.keep(result);
        held.upload(result.attempt(), run.target);
        return Behaviors.same();
    }

    /** A result that is held stays: the coordinator acknowledges also what it does not want. */
    private void cancel(AttemptId attempt) {
        waiting.leave(attempt);
        Running run = running.get(attempt);
        if (run != null) {
            cancelled.add(attempt);
            run.actor.ifPresent(actor -> actor.tell(new AttemptActor.Cancel()));
        } else {
            tellInventory();
        }
    }

    private Behavior<Command> cancelled(AttemptId attempt) {
        cancelled.remove(attempt);
        release(attempt);
        held.forget(attempt);
        tellInventory();
        return Behaviors.same();
    }

    private Running release(AttemptId attempt) {
        Running run = running.remove(attempt);
        host.metrics().attemptEnded(attempt);
        pool = pool.giveBack(run.shares);
        context.getSelf().tell(new Admit()); // its cores and its memory may be what somebody waits for
        return run;
    }
}
