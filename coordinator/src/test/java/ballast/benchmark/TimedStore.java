package ballast.benchmark;

import ballast.coordinator.actor.ForwardingResults;
import ballast.coordinator.cli.StoredResults;
import ballast.coordinator.results.CommitException;
import ballast.coordinator.results.ResultStore;
import java.util.Queue;

/** The real store, with the time that each commit took. */
final class TimedStore extends ForwardingResults {
    private final Queue<Long> nanos;

    /** @param nanos filled by the coordinator's threads */
    TimedStore(ResultStore store, Queue<Long> nanos) {
        super(new StoredResults(store));
        this.nanos = nanos;
    }

    @Override
    public void commit(Result result) throws CommitException {
        long from = System.nanoTime();
        super.commit(result);
        nanos.add(System.nanoTime() - from);
    }
}
