package ballast.coordinator.cli;

import ballast.coordinator.actor.ResultPort;
import ballast.coordinator.results.CommitException;
import ballast.coordinator.results.ResultStore;
import ballast.model.AttemptId;
import ballast.model.RunId;
import java.io.IOException;

/** The scheduler's results go to the store's folder. */
record StoredResults(ResultStore store) implements ResultPort {
    @Override
    public void commit(Result result) throws CommitException {
        store.commit(
                result.attempt(),
                result.cell(),
                result.host(),
                result.outcome(),
                result.files(),
                result.started(),
                result.ended());
    }

    @Override
    public void skip(RunId run, String reason) throws CommitException {
        store.skipped(run, reason);
    }

    @Override
    public void discard(AttemptId attempt) throws IOException {
        store.discard(attempt);
    }
}
