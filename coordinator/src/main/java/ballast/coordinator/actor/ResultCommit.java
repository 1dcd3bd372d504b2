package ballast.coordinator.actor;

import ballast.model.AttemptId;
import ballast.model.Cell;
import ballast.model.HostReport;
import ballast.model.Outcome;
import ballast.model.ResultFile;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** Moves an attempt's uploaded files into the results store. Called on a thread that may block. */
@FunctionalInterface
public interface ResultCommit {
    /**
     * Checks the files and makes them, and how the attempt ended, durable. May be called again for the same attempt, after a
     * crash too, and then changes nothing.
     *
     * @throws IOException if the result is not in the store: the agent keeps it and says it again
     */
    void commit(Result result) throws IOException;

    /**
     * What an attempt gave.
     *
     * @param started when it was given to the host
     * @param ended when its end was heard of
     */
    record Result(
            AttemptId attempt,
            Cell cell,
            HostReport host,
            Outcome outcome,
            List<ResultFile> files,
            Instant started,
            Instant ended) {
        public Result {
            files = List.copyOf(files);
        }
    }
}
