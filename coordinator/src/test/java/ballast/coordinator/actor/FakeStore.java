package ballast.coordinator.actor;

import ballast.coordinator.results.CampaignRecord;
import ballast.coordinator.results.CommitException;
import ballast.coordinator.results.CommitException.Remedy;
import ballast.coordinator.results.PackingRecord;
import ballast.coordinator.trace.Trace;
import ballast.model.AttemptId;
import ballast.model.CampaignId;
import ballast.model.Cell;
import ballast.model.CellId;
import ballast.model.HostReport;
import ballast.model.RunId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Remembers what was committed and discarded; may refuse a few times first. */
public final class FakeStore implements ResultPort {
    final ConcurrentLinkedQueue<AttemptId> committed = new ConcurrentLinkedQueue<>();
    final ConcurrentLinkedQueue<AttemptId> discarded = new ConcurrentLinkedQueue<>();
    final Map<RunId, String> skipped = new ConcurrentHashMap<>();
    final Map<CampaignId, CampaignRecord> created = new ConcurrentHashMap<>();
    final Map<CellId, Trace> traces = new ConcurrentHashMap<>();
    final Map<CampaignId, PackingRecord> plans = new ConcurrentHashMap<>();
    final AtomicInteger failures = new AtomicInteger();
    volatile Remedy remedy = Remedy.RETRY;

    @Override
    public void commit(Result result) throws CommitException {
        if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new CommitException(remedy, "refused (in this test)");
        }
        committed.add(result.attempt());
    }

    @Override
    public void skip(RunId run, String reason) {
        skipped.put(run, reason);
    }

    @Override
    public void create(CampaignRecord campaign) {
        created.putIfAbsent(campaign.id(), campaign);
    }

    @Override
    public Optional<String> summary(CampaignId campaign, boolean json) {
        return Optional.ofNullable(created.get(campaign))
                .map(known -> json ? "{\"campaign\":\"" + known.id() + "\"}" : known.name() + " " + known.id());
    }

    @Override
    public Optional<Trace> predict(Cell cell, HostReport host, double quantile) {
        return Optional.ofNullable(traces.get(cell.id()));
    }

    @Override
    public void plan(CampaignId campaign, PackingRecord plan) {
        plans.put(campaign, plan);
    }

    @Override
    public void discard(AttemptId attempt) {
        discarded.add(attempt);
    }
}
