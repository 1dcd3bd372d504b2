package ballast.coordinator.cli;

import ballast.coordinator.actor.ResultPort;
import ballast.coordinator.results.CampaignRecord;
import ballast.coordinator.results.CommitException;
import ballast.coordinator.results.PackingRecord;
import ballast.coordinator.trace.Trace;
import ballast.model.AttemptId;
import ballast.model.CampaignId;
import ballast.model.Cell;
import ballast.model.HostReport;
import ballast.model.RunId;
import java.io.IOException;
import java.util.Optional;

/**
 * Results go to the simulation's own store; predictions come from where the traces do, so that runs are planned by what is known
 * before the first of them was played.
 */
record SimulatedResults(ResultPort store, SimulatedTraces traces) implements ResultPort {
    @Override
    public Optional<Trace> predict(Cell cell, HostReport host, double quantile) throws IOException {
        return traces.predict(cell, host, quantile);
    }

    @Override
    public void commit(Result result) throws CommitException {
        store.commit(result);
    }

    @Override
    public void skip(RunId run, String reason) throws CommitException {
        store.skip(run, reason);
    }

    @Override
    public void create(CampaignRecord campaign) throws CommitException {
        store.create(campaign);
    }

    @Override
    public Optional<String> summary(CampaignId campaign, boolean json) throws IOException {
        return store.summary(campaign, json);
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
