package ballast.agent.actor;

import ballast.agent.guard.AttemptWatch;
import ballast.agent.sample.AttemptClock;
import ballast.agent.spool.Spool;
import ballast.agent.vm.HostTools;
import ballast.agent.vm.TimeAccount;
import ballast.agent.vm.VmPlan;
import ballast.agent.vm.VmSession;
import ballast.agent.workload.Procedure;
import ballast.model.AttemptId;
import ballast.model.BenchmarkSpec;
import ballast.model.Cell;
import ballast.model.Failure;
import ballast.model.FailureKind;
import ballast.model.FaultException;
import ballast.model.Outcome;
import ballast.model.VmStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.apache.pekko.actor.NoSerializationVerificationNeeded;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt: boots its VMs together, runs the benchmark's procedure on each that came up, ends each when its procedure is
 * done, and seals what was measured. A VM that fails does not stop the others.
 */
final class AttemptActor {
    interface Command extends NoSerializationVerificationNeeded {}

    /** End everything; {@link Cancelled} tells when that is done. */
    record Cancel() implements Command {}

    /** End everything as failed; what was measured until now is kept. */
    record Fail(Failure why) implements Command {}

    /** Samples cannot be written any more. */
    record SamplingFailed(String why) implements Command {}

    private record ProcedureDone(int index, Optional<Failure> failure) implements Command {}

    /** A VM's actor ended, in whatever way; behind {@link VmActor.Gone} it tells nothing new. */
    private record VmStopped(int index) implements Command {}

    private record Tick() implements Command {}

    private record Sealed(Spool.Held held) implements Command {}

    sealed interface Report extends HostAgent.Command {}

    record Live(AttemptId attempt, List<VmStatus> vms) implements Report {}

    /** It ended; its result lies in the spool, or, where that cannot be written, only in memory. */
    record Ended(Spool.Held held) implements Report {}

    /** It was cancelled and nothing of it runs any more. */
    record Cancelled(AttemptId attempt) implements Report {}

    /**
     * What an attempt is given.
     *
     * @param files written to by blocking calls
     */
    record Setting(
            AttemptId attempt, Cell cell, List<VmPlan> vms, HostTools tools, AttemptFiles files, AttemptClock clock) {
        Executor blocking() {
            return tools.blocking();
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(AttemptActor.class);
    private static final Duration TICK = Duration.ofMillis(500);

    private final ActorContext<Command> context;
    private final Setting setting;
    private final ActorRef<? super Report> parent;
    private final Map<Integer, ActorRef<VmActor.Command>> vms = new TreeMap<>();
    private final Map<Integer, Supplier<VmStatus>> statuses = new TreeMap<>();
    private final Map<Integer, VmSession> sessions = new TreeMap<>();
    private final Map<Integer, Thread> procedures = new TreeMap<>();
    private final Map<Integer, Failure> failures = new TreeMap<>();
    private final List<String> evidence = new ArrayList<>();
    private Optional<String> unsupported = Optional.empty();
    private Map<String, String> reporting = Map.of();
    private int booting;
    private boolean begun;
    private boolean started;
    private boolean cancelled;
    private boolean collecting;
    private double start;
    private TimeAccount spent = new TimeAccount();

    private AttemptActor(ActorContext<Command> context, Setting setting, ActorRef<? super Report> parent) {
        this.context = context;
        this.setting = setting;
        this.parent = parent;
        this.booting = setting.vms.size();
    }

    static Behavior<Command> create(Setting setting, ActorRef<? super Report> parent) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            timers.startTimerAtFixedRate(new Tick(), TICK);
            return new AttemptActor(context, setting, parent).boot();
        }));
    }

    private Behavior<Command> boot() {
        var self = context.getSelf();
        setting.tools.watch().ifPresent(watch -> watch.onEnd(why -> self.tell(new Fail(why))));
        for (VmPlan plan : setting.vms) {
            var behavior = VmActor.create(plan, setting.tools, setting.clock, context.getSelf());
            ActorRef<VmActor.Command> vm = context.spawn(behavior, "vm-" + plan.index());
            context.watchWith(vm, new VmStopped(plan.index()));
            vms.put(plan.index(), vm);
        }
        return Behaviors.receive(Command.class)
                .onMessage(VmActor.Visible.class, this::visible)
                .onMessage(VmActor.Ready.class, this::ready)
                .onMessage(VmActor.Gone.class, this::gone)
                .onMessage(VmStopped.class, stopped -> vmStopped(stopped.index))
                .onMessage(ProcedureDone.class, this::procedureDone)
                .onMessage(SamplingFailed.class, this::samplingFailed)
                .onMessage(Fail.class, fail -> fail(fail.why))
                .onMessage(Cancel.class, cancel -> cancel())
                .onMessage(Tick.class, tick -> tick())
                .onMessage(Sealed.class, done -> end(new Ended(done.held)))
                .onSignal(PostStop.class, stopped -> postStop())
                .build();
    }

    private Behavior<Command> visible(VmActor.Visible vm) {
        statuses.put(vm.index(), vm.status());
        return Behaviors.same();
    }

    private Behavior<Command> ready(VmActor.Ready ready) {
        booting--;
        sessions.put(ready.index(), ready.session());
        reporting = ready.reporting(); // of each VM the same
        return beginWhenBooted();
    }

    private Behavior<Command> gone(VmActor.Gone gone) {
        if (vms.remove(gone.index()) == null) {
            return Behaviors.same();
        }
        statuses.remove(gone.index());
        if (!sessions.containsKey(gone.index())) {
            booting--;
        }
        gone.failure().ifPresent(why -> failures.putIfAbsent(gone.index(), why));
        gone.unsupported().ifPresent(why -> unsupported = Optional.of(why));
        if (failures.containsKey(gone.index())) {
            evidence.addAll(gone.evidence());
        }
        spent = gone.spent();
        if ((!failures.isEmpty() || unsupported.isPresent()) && !begun) {
            endAll(); // the run has failed before it began: the others would work for nothing
        }
        beginWhenBooted();
        return collectWhenDone();
    }

    /** It kills its VM when it ends. */
    private Behavior<Command> vmStopped(int index) {
        if (!vms.containsKey(index)) {
            return Behaviors.same();
        }
        Failure failure = new Failure(
                FailureKind.HOST, "VM " + index + ": unexpected end of its actor; the agent's log says why", List.of());
        return gone(new VmActor.Gone(index, Optional.of(failure), Optional.empty(), List.of(), spent));
    }

    private Behavior<Command> postStop() {
        procedures.values().forEach(Thread::interrupt);
        setting.tools.watch().ifPresent(AttemptWatch::end);
        return Behaviors.same();
    }

    private Behavior<Command> beginWhenBooted() {
        if (booting == 0 && !begun && !cancelled) {
            begun = true;
            started = true;
            start = setting.clock.seconds();
            sessions.forEach((index, session) -> {
                if (vms.containsKey(index)) {
                    procedures.put(index, startProcedure(session));
                }
            });
        }
        return Behaviors.same();
    }

    private Thread startProcedure(VmSession session) {
        Thread thread = new Thread(() -> run(session), "procedure-" + session.index());
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** On a thread of its own, which a cancel interrupts. */
    private void run(VmSession session) {
        Optional<Failure> failure = Optional.empty();
        try {
            if (setting.cell.spec() instanceof BenchmarkSpec.MultiVm) {
                session.publishFrom(start);
            }
            session.startElastic();
            Procedure.of(setting.cell.spec()).run(session, session.results(), start);
        } catch (FaultException e) {
            failure = Optional.of(e.failure());
        } catch (InterruptedException e) {
            failure =
                    Optional.of(new Failure(FailureKind.CANCELLED, "VM " + session.index() + ": cancelled", List.of()));
        } catch (IOException | UncheckedIOException e) {
            failure = Optional.of(new Failure(FailureKind.HOST, "VM " + session.index() + ": " + e, List.of()));
        } catch (Throwable e) { // an error that nobody hears of would leave the attempt without an end
            LOG.error("procedure of {} failed", setting.attempt, e);
            failure = Optional.of(
                    new Failure(FailureKind.WORKLOAD, "VM " + session.index() + ": unexpected: " + e, List.of()));
        }
        session.endElastic();
        context.getSelf().tell(new ProcedureDone(session.index(), failure));
    }

    private Behavior<Command> procedureDone(ProcedureDone done) {
        procedures.remove(done.index);
        done.failure.ifPresent(why -> failures.put(done.index, why));
        stopVm(done.index);
        return collectWhenDone();
    }

    private void stopVm(int index) {
        ActorRef<VmActor.Command> vm = vms.get(index);
        if (vm != null) {
            vm.tell(new VmActor.Stop());
        }
    }

    private Behavior<Command> samplingFailed(SamplingFailed failed) {
        return fail(new Failure(
                FailureKind.HOST, "samples cannot be written: " + failed.why + "; free disk space", List.of()));
    }

    private Behavior<Command> fail(Failure why) {
        failures.putIfAbsent(-1, why);
        endAll();
        return collectWhenDone();
    }

    private Behavior<Command> cancel() {
        cancelled = true;
        endAll();
        return collectWhenDone();
    }

    private void endAll() {
        begun = true;
        procedures.values().forEach(Thread::interrupt);
        vms.keySet().forEach(this::stopVm);
    }

    private Behavior<Command> tick() {
        parent.tell(new Live(
                setting.attempt, statuses.values().stream().map(Supplier::get).toList()));
        return Behaviors.same();
    }

    private Behavior<Command> collectWhenDone() {
        if (!vms.isEmpty() || !procedures.isEmpty() || collecting) {
            return Behaviors.same();
        }
        if (cancelled) {
            return end(new Cancelled(setting.attempt));
        }
        collecting = true;
        collect(setting.files, outcome(), spent, setting.clock.seconds());
        return Behaviors.same();
    }

    /** Everything is computed here, on the actor's thread; the other one only writes. */
    private void collect(AttemptFiles files, Outcome outcome, TimeAccount account, double total) {
        Map<String, String> found = reporting;
        OptionalDouble length = started ? OptionalDouble.of(total - start) : OptionalDouble.empty();
        var sealed = Sealing.of(
                setting.attempt,
                files,
                outcome,
                setting.blocking(),
                () -> files.finish(outcome, account, length, total, found));
        context.pipeToSelf(sealed, (held, never) -> new Sealed(held));
    }

    private Outcome outcome() {
        if (failures.isEmpty()) {
            return unsupported.<Outcome>map(Outcome.Skipped::new).orElseGet(Outcome.Completed::new);
        }
        Failure first = failures.values().iterator().next();
        String others = failures.size() == 1 ? "" : " (and " + (failures.size() - 1) + " more)";
        List<String> details = new ArrayList<>(first.details());
        failures.values().stream().skip(1).forEach(failure -> details.add("also: " + failure.message()));
        details.addAll(evidence);
        return new Outcome.Failed(new Failure(first.kind(), first.message() + others, details, first.passing()));
    }

    private Behavior<Command> end(Report report) {
        parent.tell(report);
        return Behaviors.stopped();
    }
}
