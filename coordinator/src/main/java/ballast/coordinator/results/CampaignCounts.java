package ballast.coordinator.results;

import ballast.coordinator.results.IndexedRun.Status;
import ballast.model.CampaignId;
import java.time.Instant;
import java.util.Map;

/**
 * A campaign in a list of many.
 *
 * @param runs how many stand how; what none does is missing
 */
public record CampaignCounts(CampaignId id, String name, Instant submitted, Map<Status, Long> runs) {
    public CampaignCounts {
        runs = Map.copyOf(runs);
    }

    public long of(Status status) {
        return runs.getOrDefault(status, 0L);
    }

    /** All together. */
    public long total() {
        return runs.values().stream().mapToLong(count -> count).sum();
    }
}
