package ballast.coordinator.cli;

import ballast.coordinator.actor.ResultPort;
import ballast.coordinator.html.Conclusion;
import ballast.coordinator.page.FigureDocument;
import ballast.coordinator.page.RunDocument;
import ballast.coordinator.page.RunFolder;
import ballast.coordinator.report.CampaignSummary;
import ballast.coordinator.report.GuardRecord;
import ballast.coordinator.report.SummaryJson;
import ballast.coordinator.report.SummaryTable;
import ballast.coordinator.results.CampaignRecord;
import ballast.coordinator.results.CommitException;
import ballast.coordinator.results.Measured;
import ballast.coordinator.results.PackingRecord;
import ballast.coordinator.results.ResultStore;
import ballast.coordinator.results.StoredCampaign;
import ballast.coordinator.results.StoredRun;
import ballast.coordinator.results.StoredStatus;
import ballast.coordinator.trace.Trace;
import ballast.model.AttemptId;
import ballast.model.ByteSize;
import ballast.model.CampaignId;
import ballast.model.Cell;
import ballast.model.GuardStatus;
import ballast.model.HostReport;
import ballast.model.RunId;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The scheduler's results go to the store's folder. */
public record StoredResults(ResultStore store) implements ResultPort {
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
    public Optional<Measured> measure(AttemptId attempt) throws IOException {
        return store.measure(attempt);
    }

    @Override
    public void skip(RunId run, String reason) throws CommitException {
        store.skipped(run, reason);
    }

    @Override
    public void create(CampaignRecord campaign) throws CommitException {
        try {
            Optional<CampaignRecord> known = store.find(campaign.id()).map(StoredCampaign::campaign);
            if (known.isPresent()
                    && !(known.get().name().equals(campaign.name())
                            && known.get().plan().equals(campaign.plan()))) {
                throw new CommitException(
                        CommitException.Remedy.DROP,
                        "campaign " + campaign.id()
                                + " is in the store already, with other runs; submit it under another id");
            }
        } catch (IOException e) {
            throw new CommitException(
                    CommitException.Remedy.RETRY, "the store " + store.root() + " cannot be read: " + e.getMessage());
        }
        store.create(campaign);
    }

    @Override
    public Optional<String> summary(CampaignId campaign, boolean json) throws IOException {
        return store.find(campaign).map(CampaignSummary::of).map(json ? SummaryJson::render : SummaryTable::render);
    }

    @Override
    public Optional<GuardStatus.Breaches> breaches(CampaignId campaign) throws IOException {
        Optional<StoredCampaign> stored = store.find(campaign);
        return stored.isEmpty()
                ? Optional.empty()
                : GuardRecord.total(stored.get())
                        .map(total -> new GuardStatus.Breaches(
                                total.count(), total.seconds(), new ByteSize(total.worstBytes())));
    }

    @Override
    public Optional<Trace> predict(Cell cell, HostReport host, double quantile) throws IOException {
        return store.traces().predict(cell, host, quantile);
    }

    @Override
    public void plan(CampaignId campaign, PackingRecord plan) throws IOException {
        store.plan(campaign, plan);
    }

    @Override
    public Optional<PackingRecord> planned(CampaignId campaign) throws IOException {
        return store.planned(campaign);
    }

    @Override
    public Optional<ObjectNode> figures(CampaignId campaign) throws IOException {
        return store.find(campaign).map(CampaignSummary::of).map(FigureDocument::of);
    }

    @Override
    public Optional<ObjectNode> run(RunId run) throws IOException {
        Optional<StoredRun> stored = store.run(run);
        return stored.isEmpty() ? Optional.empty() : RunDocument.of(stored.get());
    }

    @Override
    public Optional<Path> file(RunId run, List<String> path) throws IOException {
        Optional<StoredRun> stored = store.run(run).filter(known -> !(known.status() instanceof StoredStatus.Waiting));
        return stored.isEmpty() ? Optional.empty() : new RunFolder(stored.get().path()).file(path);
    }

    @Override
    public void ended(CampaignId campaign) throws IOException {
        Conclusion.write(store, campaign);
    }

    @Override
    public boolean isConcluded(CampaignId campaign) throws IOException {
        return Conclusion.isWritten(store, campaign);
    }

    @Override
    public void discard(AttemptId attempt) throws IOException {
        store.discard(attempt);
    }
}
