package ballast.benchmark;

import ballast.coordinator.actor.ResultPort;
import ballast.coordinator.results.CampaignRecord;
import ballast.coordinator.results.CommitException;
import ballast.coordinator.results.PackingRecord;
import ballast.coordinator.results.ResultStore;
import ballast.coordinator.trace.Trace;
import ballast.model.AttemptId;
import ballast.model.CampaignId;
import ballast.model.Cell;
import ballast.model.HostReport;
import ballast.model.RunId;
import java.io.IOException;
import java.util.Optional;
import java.util.Queue;

/**
 * The real store, with the time that each commit took.
 *
 * @param nanos filled by the coordinator's threads
 */
record TimedStore(ResultStore store, Queue<Long> nanos) implements ResultPort {
    @Override
    public void commit(Result result) throws CommitException {
        long from = System.nanoTime();
        store.commit(
                result.attempt(),
                result.cell(),
                result.host(),
                result.outcome(),
                result.files(),
                result.started(),
                result.ended());
        nanos.add(System.nanoTime() - from);
    }

    @Override
    public void skip(RunId run, String reason) throws CommitException {
        store.skipped(run, reason);
    }

    @Override
    public void create(CampaignRecord campaign) throws CommitException {
        store.create(campaign);
    }

    @Override
    public Optional<String> summary(CampaignId campaign, boolean json) {
        return Optional.empty();
    }

    @Override
    public Optional<Trace> predict(Cell cell, HostReport host, double quantile) {
        return Optional.empty();
    }

    @Override
    public void plan(CampaignId campaign, PackingRecord plan) throws IOException {
        store.plan(campaign, plan);
    }

    @Override
    public void discard(AttemptId attempt) throws IOException {
        store.discard(attempt);
    }
}
