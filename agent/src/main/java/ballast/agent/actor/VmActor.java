package ballast.agent.actor;

import ballast.agent.sample.AttemptClock;
import ballast.agent.vm.HostTools;
import ballast.agent.vm.LivingVm;
import ballast.agent.vm.TimeAccount;
import ballast.agent.vm.UnsupportedException;
import ballast.agent.vm.VmLifecycle;
import ballast.agent.vm.VmLifecycle.Event;
import ballast.agent.vm.VmPlan;
import ballast.agent.vm.VmSession;
import ballast.model.Failure;
import ballast.model.FailureKind;
import ballast.model.FaultException;
import ballast.model.VmStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.apache.pekko.actor.NoSerializationVerificationNeeded;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/** One VM: walks through {@link VmLifecycle}, does the steps elsewhere, and ends in exactly one {@link Gone}. */
final class VmActor {
    sealed interface Command extends NoSerializationVerificationNeeded {}

    /** End the VM; {@link Gone} tells when it is. */
    record Stop() implements Command {}

    /** A step was done; its product is in {@link LivingVm}. */
    private record StepDone(Event event) implements Command {}

    private record StepFailed(Event event, Failure failure) implements Command {}

    /** The guest cannot do what its cell asks for. */
    private record Unsupported(String why) implements Command {}

    private record Exited(String how) implements Command {}

    private record BootTimedOut() implements Command {}

    private record CleanedUp(List<String> evidence, Optional<Failure> failure) implements Command {}

    sealed interface Report extends AttemptActor.Command {}

    /** It runs, and can be looked at. */
    record Visible(int index, Supplier<VmStatus> status) implements Report {}

    /**
     * The guest answers and we are logged in.
     *
     * @param reporting how its kernel reports free pages; empty if it does not
     */
    record Ready(int index, VmSession session, Map<String, String> reporting) implements Report {}

    /**
     * The VM has ended, or never began.
     *
     * @param failure why, unless it was asked to stop
     * @param unsupported what of its cell the guest cannot do, if that is why
     * @param evidence command line and last lines of the logs
     * @param spent how its time was spent
     */
    record Gone(
            int index,
            Optional<Failure> failure,
            Optional<String> unsupported,
            List<String> evidence,
            TimeAccount spent)
            implements Report {}

    private interface Step {
        void run() throws FaultException, UnsupportedException, InterruptedException;
    }

    private final ActorContext<Command> context;
    private final TimerScheduler<Command> timers;
    private final VmPlan plan;
    private final HostTools tools;
    private final LivingVm vm;
    private final ActorRef<? super Report> parent;

    private VmLifecycle state = VmLifecycle.STARTING;
    private boolean stopWanted;
    private boolean told;
    private Optional<Failure> failure = Optional.empty();
    private Optional<String> unsupported = Optional.empty();

    private VmActor(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            VmPlan plan,
            HostTools tools,
            AttemptClock clock,
            ActorRef<AttemptActor.Command> parent) {
        this.context = context;
        this.timers = timers;
        this.plan = plan;
        this.tools = tools;
        this.parent = parent;
        this.vm = new LivingVm(plan, tools, clock, error -> parent.tell(new AttemptActor.SamplingFailed(error)));
    }

    static Behavior<Command> create(
            VmPlan plan, HostTools tools, AttemptClock clock, ActorRef<AttemptActor.Command> parent) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            VmActor actor = new VmActor(context, timers, plan, tools, clock, parent);
            actor.step(Event.SPAWNED, Event.SPAWN_FAILED, actor.vm::spawn);
            return actor.behavior();
        }));
    }

    private Behavior<Command> behavior() {
        return Behaviors.receive(Command.class)
                .onMessage(StepDone.class, done -> advance(done.event))
                .onMessage(StepFailed.class, failed -> fail(failed.event, failed.failure))
                .onMessage(Unsupported.class, cell -> unsupported(cell.why))
                .onMessage(Exited.class, exited -> exited(exited.how))
                .onMessage(BootTimedOut.class, timeout -> bootTimedOut())
                .onMessage(Stop.class, stop -> stop())
                .onMessage(CleanedUp.class, this::gone)
                .onSignal(PostStop.class, stopped -> postStop())
                .build();
    }

    private Behavior<Command> advance(Event event) {
        VmLifecycle before = state;
        state = state.after(event)
                .orElseThrow(
                        () -> new IllegalStateException("VM " + plan.name() + ": " + event + " in state " + before));
        if (state != before) {
            enter();
        }
        return Behaviors.same();
    }

    private void enter() {
        switch (state) {
            case STARTING, GONE -> {}
            case CONNECTING -> connecting();
            case BOOTING -> {
                parent.tell(new Visible(plan.index(), vm::status));
                timers.startSingleTimer(new BootTimedOut(), plan.bootTimeout());
                step(Event.ANSWERED, Event.FAILED, vm::awaitGuest);
            }
            case LOGGING_IN -> step(Event.LOGGED_IN, Event.FAILED, this::logIn);
            case READY -> {
                timers.cancelAll();
                parent.tell(new Ready(plan.index(), vm.session(), vm.reporting()));
            }
            case STOPPING -> vm.kill();
        }
    }

    private void connecting() {
        context.pipeToSelf(vm.exited(), (exit, error) -> new Exited(String.valueOf(exit)));
        if (stopWanted) {
            context.getSelf().tell(new Stop());
        } else {
            step(Event.CONNECTED, Event.FAILED, vm::connect);
        }
    }

    private Behavior<Command> stop() {
        stopWanted = true;
        return advance(Event.STOP);
    }

    private Behavior<Command> fail(Event event, Failure why) {
        if (failure.isEmpty() && !stopWanted) {
            failure = Optional.of(why);
        }
        advance(event);
        if (event == Event.SPAWN_FAILED) {
            cleanUp();
        }
        return Behaviors.same();
    }

    private void logIn() throws FaultException, UnsupportedException, InterruptedException {
        vm.login();
        vm.configureGuest();
    }

    private Behavior<Command> unsupported(String why) {
        if (failure.isEmpty() && !stopWanted) {
            unsupported = Optional.of(why);
        }
        return advance(Event.FAILED);
    }

    private Behavior<Command> bootTimedOut() {
        return fail(
                Event.FAILED,
                new Failure(
                        FailureKind.BOOT,
                        "VM " + plan.index() + ": the guest did not answer within "
                                + plan.bootTimeout().toSeconds() + " s (boot-timeout)",
                        List.of()));
    }

    private Behavior<Command> exited(String how) {
        if (state != VmLifecycle.STOPPING && failure.isEmpty() && !stopWanted) {
            FailureKind kind = state == VmLifecycle.READY ? FailureKind.DEVICE : FailureKind.BOOT;
            String when = state == VmLifecycle.READY ? "while it worked" : "before the guest was ready";
            failure = Optional.of(
                    new Failure(kind, "VM " + plan.index() + ": QEMU ended " + when + ": " + how, List.of()));
        }
        advance(Event.EXITED);
        cleanUp();
        return Behaviors.same();
    }

    private void cleanUp() {
        timers.cancelAll();
        var cleaned = CompletableFuture.supplyAsync(vm::cleanUp, tools.blocking());
        context.pipeToSelf(
                cleaned,
                (left, error) -> error == null
                        ? new CleanedUp(left.evidence(), failure.or(left::fault))
                        : new CleanedUp(List.of(), Optional.of(failure.orElse(asFailure(error)))));
    }

    /** However this actor ends, its VM ends. */
    private Behavior<Command> postStop() {
        if (!told) {
            vm.abandon();
        }
        return Behaviors.same();
    }

    private Behavior<Command> gone(CleanedUp cleaned) {
        told = true;
        parent.tell(new Gone(plan.index(), cleaned.failure, unsupported, cleaned.evidence, vm.account()));
        return Behaviors.stopped();
    }

    /** Runs a blocking step elsewhere; its end comes back as a message. */
    private void step(Event done, Event failed, Step work) {
        var future = CompletableFuture.runAsync(
                () -> {
                    try {
                        work.run();
                    } catch (FaultException | UnsupportedException e) {
                        throw new CompletionException(e);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        throw new CompletionException(e);
                    }
                },
                tools.blocking());
        context.pipeToSelf(future, (nothing, error) -> error == null ? new StepDone(done) : stepFailed(failed, error));
    }

    private Command stepFailed(Event event, Throwable error) {
        return error.getCause() instanceof UnsupportedException cell
                ? new Unsupported(cell.getMessage())
                : new StepFailed(event, asFailure(error));
    }

    private Failure asFailure(Throwable error) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        return cause instanceof FaultException fault
                ? fault.failure()
                : new Failure(FailureKind.HOST, "VM " + plan.index() + ": " + cause, List.of());
    }
}
