package ballast.coordinator.actor;

import ballast.coordinator.actor.ResultCommit.Result;
import ballast.message.CoordinatorMessage;
import ballast.message.ToCoordinator.AttemptEnded;
import ballast.model.AttemptId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apache.pekko.actor.NoSerializationVerificationNeeded;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.javadsl.ActorContext;

/** Results on their way into the store, one commit at a time for each attempt. */
final class Commits {
    private final ActorContext<CoordinatorMessage> context;
    private final ResultCommit port;
    private final Executor blocking;
    private final Set<AttemptId> running = new HashSet<>();

    /**
     * A commit has ended.
     *
     * @param error empty if the result is in the store
     */
    record Done(AttemptEnded ended, Instant at, Optional<Throwable> error)
            implements CoordinatorMessage, NoSerializationVerificationNeeded {}

    Commits(ActorContext<CoordinatorMessage> context, ResultCommit port) {
        this.context = context;
        this.port = port;
        blocking = context.getSystem().dispatchers().lookup(DispatcherSelector.blocking());
    }

    boolean isRunning(AttemptId attempt) {
        return running.contains(attempt);
    }

    Set<AttemptId> running() {
        return Set.copyOf(running);
    }

    /** Sends {@link Done} to the scheduler; does nothing if the attempt's commit runs already. */
    void start(AttemptEnded ended, Result result) {
        if (running.add(ended.attempt())) {
            context.pipeToSelf(
                    CompletableFuture.runAsync(() -> commit(result), blocking),
                    (nothing, error) -> new Done(ended, result.ended(), Optional.ofNullable(error)));
        }
    }

    void finished(AttemptId attempt) {
        running.remove(attempt);
    }

    private void commit(Result result) {
        try {
            port.commit(result);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
