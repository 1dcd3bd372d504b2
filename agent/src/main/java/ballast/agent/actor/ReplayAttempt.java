package ballast.agent.actor;

import ballast.agent.actor.AttemptActor.Cancelled;
import ballast.agent.actor.AttemptActor.Command;
import ballast.agent.actor.AttemptActor.Ended;
import ballast.agent.actor.AttemptActor.Live;
import ballast.agent.actor.AttemptActor.Report;
import ballast.agent.replay.PlayedTime;
import ballast.agent.replay.Replay;
import ballast.agent.spool.Spool;
import ballast.agent.vm.TimeAccount;
import ballast.model.AttemptId;
import ballast.model.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Executor;
import java.util.function.DoubleSupplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * One attempt in which nothing runs: plays its VMs' traces, from one timer, and seals what they say. It touches no file until
 * its end, so that thousands of VMs can be played at once.
 */
final class ReplayAttempt {
    private record Tick() implements Command {}

    private record Sealed(Spool.Held held) implements Command {}

    /**
     * What it is given.
     *
     * @param seconds since the attempt began
     * @param live how often VMs' state is told
     * @param time that passes; empty: the world's
     */
    record Setting(
            AttemptId attempt,
            Replay replay,
            AttemptFiles files,
            DoubleSupplier seconds,
            Duration live,
            Optional<PlayedTime> time,
            Executor blocking) {}

    /** Less is lost where seconds are computed. */
    private static final double NOTHING = 1e-6;

    private final ActorContext<Command> context;
    private final TimerScheduler<Command> timers;
    private final Setting setting;
    private final ActorRef<? super Report> parent;

    private ReplayAttempt(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            Setting setting,
            ActorRef<? super Report> parent) {
        this.context = context;
        this.timers = timers;
        this.setting = setting;
        this.parent = parent;
    }

    static Behavior<Command> create(Setting setting, ActorRef<? super Report> parent) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            ReplayAttempt attempt = new ReplayAttempt(context, timers, setting, parent);
            attempt.awaitEnd();
            return attempt.begin();
        }));
    }

    private Behavior<Command> begin() {
        context.getSelf().tell(new Tick());
        return playing();
    }

    private Behavior<Command> playing() {
        return Behaviors.receive(Command.class)
                .onMessage(Tick.class, tick -> tick())
                .onMessage(AttemptActor.Cancel.class, cancel -> end(new Cancelled(setting.attempt)))
                .onMessage(AttemptActor.Fail.class, fail -> seal(new Outcome.Failed(fail.why())))
                .build();
    }

    /** What it is told now comes too late. */
    private Behavior<Command> sealing() {
        return Behaviors.receive(Command.class)
                .onMessage(Sealed.class, done -> end(new Ended(done.held)))
                .onAnyMessage(late -> Behaviors.same())
                .build();
    }

    private Behavior<Command> tick() {
        double elapsed = setting.seconds.getAsDouble();
        double left = setting.replay.length() - elapsed;
        if (left <= NOTHING) {
            return seal(new Outcome.Completed());
        }
        if (setting.time.isPresent()) {
            parent.tell(new Live(setting.attempt, setting.replay.statusesAt(elapsed, now())));
            return Behaviors.same();
        }
        double live = setting.live.toNanos() / 1e9;
        timers.startSingleTimer(new Tick(), Duration.ofNanos((long) Math.ceil(Math.min(live, left) * 1e9)));
        parent.tell(new Live(setting.attempt, setting.replay.statusesAt(elapsed, now())));
        return Behaviors.same();
    }

    private Instant now() {
        return setting.time.map(PlayedTime::instant).orElseGet(Instant::now);
    }

    /** A time of its own does not pass while it is not said how long this takes. */
    private void awaitEnd() {
        var self = context.getSelf();
        setting.time.ifPresent(time -> time.at(
                setting.attempt,
                time.instant().plusNanos((long) Math.ceil(setting.replay.length() * 1e9)),
                () -> self.tell(new Tick())));
    }

    private Behavior<Command> seal(Outcome outcome) {
        timers.cancelAll();
        double elapsed = setting.seconds.getAsDouble();
        TimeAccount spent = new TimeAccount();
        spent.add(TimeAccount.Item.WORKLOAD, (long) (elapsed * 1e9));
        AttemptFiles files = setting.files;
        double played = outcome instanceof Outcome.Completed ? Double.POSITIVE_INFINITY : elapsed;
        var sealed = Sealing.of(setting.attempt, files, outcome, setting.blocking, () -> {
            setting.replay.write(files::vmFolder, played);
            return files.finish(outcome, spent, OptionalDouble.empty(), setting.seconds.getAsDouble(), Map.of());
        });
        context.pipeToSelf(sealed, (held, never) -> new Sealed(held));
        return sealing();
    }

    private Behavior<Command> end(Report report) {
        parent.tell(report);
        return Behaviors.stopped();
    }
}
