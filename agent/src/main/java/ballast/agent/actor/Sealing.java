package ballast.agent.actor;

import ballast.agent.spool.Spool;
import ballast.model.AttemptId;
import ballast.model.Failure;
import ballast.model.FailureKind;
import ballast.model.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/** Writes an attempt's last files and seals it; where that fails, gives what there is. It always ends in a result. */
final class Sealing {
    interface Work {
        Spool.Held run() throws IOException;
    }

    private Sealing() {}

    /** @param outcome the attempt's, if everything can be written */
    static CompletableFuture<Spool.Held> of(
            AttemptId attempt, AttemptFiles files, Outcome outcome, Executor blocking, Work work) {
        CompletableFuture<Spool.Held> sealed = CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return work.run();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                blocking);
        return sealed.exceptionallyAsync(error -> files.unsealed(unwritten(outcome, error)), blocking)
                .exceptionally(error -> new Spool.Held(attempt, unwritten(outcome, error), List.of()));
    }

    /** The disk takes nothing any more, or there is no thread to write. */
    private static Outcome unwritten(Outcome outcome, Throwable error) {
        Throwable why = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        List<String> details = new ArrayList<>();
        if (outcome instanceof Outcome.Failed failed) {
            details.add("also: " + failed.failure().message());
            details.addAll(failed.failure().details());
        }
        return new Outcome.Failed(
                new Failure(FailureKind.HOST, "results cannot be written: " + why + "; free disk space", details));
    }
}
