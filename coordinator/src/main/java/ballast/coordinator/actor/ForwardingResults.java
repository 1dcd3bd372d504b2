package ballast.coordinator.actor;

import ballast.coordinator.results.CampaignRecord;
import ballast.coordinator.results.CommitException;
import ballast.coordinator.results.Measured;
import ballast.coordinator.results.PackingRecord;
import ballast.coordinator.trace.Trace;
import ballast.model.AttemptId;
import ballast.model.CampaignId;
import ballast.model.Cell;
import ballast.model.GuardStatus;
import ballast.model.HostReport;
import ballast.model.RunId;
import java.io.IOException;
import java.util.Optional;

/** Another's results; for those that differ from it in one or two things. */
public abstract class ForwardingResults implements ResultPort {
    private final ResultPort results;

    protected ForwardingResults(ResultPort results) {
        this.results = results;
    }

    @Override
    public void commit(Result result) throws CommitException {
        results.commit(result);
    }

    @Override
    public Optional<Measured> measure(AttemptId attempt) throws IOException {
        return results.measure(attempt);
    }

    @Override
    public void skip(RunId run, String reason) throws CommitException {
        results.skip(run, reason);
    }

    @Override
    public void create(CampaignRecord campaign) throws CommitException {
        results.create(campaign);
    }

    @Override
    public Optional<String> summary(CampaignId campaign, boolean json) throws IOException {
        return results.summary(campaign, json);
    }

    @Override
    public Optional<GuardStatus.Breaches> breaches(CampaignId campaign) throws IOException {
        return results.breaches(campaign);
    }

    @Override
    public Optional<Trace> predict(Cell cell, HostReport host, double quantile) throws IOException {
        return results.predict(cell, host, quantile);
    }

    @Override
    public void plan(CampaignId campaign, PackingRecord plan) throws IOException {
        results.plan(campaign, plan);
    }

    @Override
    public void ended(CampaignId campaign) throws IOException {
        results.ended(campaign);
    }

    @Override
    public boolean isConcluded(CampaignId campaign) throws IOException {
        return results.isConcluded(campaign);
    }

    @Override
    public void discard(AttemptId attempt) throws IOException {
        results.discard(attempt);
    }
}
