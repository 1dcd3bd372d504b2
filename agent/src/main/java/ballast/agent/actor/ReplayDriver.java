package ballast.agent.actor;

import ballast.agent.guard.GuardTerms;
import ballast.agent.guard.MemoryGuard;
import ballast.agent.host.HostShare;
import ballast.agent.replay.Playback;
import ballast.agent.replay.PlayedTime;
import ballast.agent.replay.Replay;
import ballast.agent.replay.Traces;
import ballast.agent.sample.AttemptClock;
import ballast.model.AttemptId;
import ballast.model.Cell;
import ballast.model.FaultException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.DoubleSupplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;

/** No VMs: footprint traces, played back. */
record ReplayDriver(Traces traces, Playback playback, ReplayFacts facts, Executor blocking) implements AttemptDriver {
    /** What is played is known to the second and cannot threaten this host: whether it stays within the budget is for the reader of the traces. */
    @Override
    public Optional<MemoryGuard> guard() {
        return Optional.empty();
    }

    @Override
    public void check(Cell cell) {
        // it boots nothing, and tells when an attempt begins that it has no trace for it
    }

    @Override
    public Behavior<AttemptActor.Command> attempt(
            AttemptId attempt,
            Cell cell,
            List<HostShare> shares,
            AttemptFiles files,
            GuardTerms guarded,
            ActorRef<? super AttemptActor.Report> parent)
            throws FaultException {
        Replay replay = Replay.of(cell, traces, playback.speed());
        var setting = new ReplayAttempt.Setting(
                attempt, replay, files, seconds(), playback.live(), playback.time(), blocking);
        return ReplayAttempt.create(setting, parent);
    }

    private DoubleSupplier seconds() {
        if (playback.time().isEmpty()) {
            return AttemptClock.startNow()::seconds;
        }
        PlayedTime time = playback.time().get();
        Instant start = time.instant();
        return () -> Duration.between(start, time.instant()).toNanos() / 1e9;
    }

    @Override
    public void close() {}
}
