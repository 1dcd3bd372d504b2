package ballast.coordinator.report;

import ballast.coordinator.results.StoredCampaign;
import ballast.coordinator.results.StoredStatus;
import java.util.List;

/**
 * A campaign with the figures of its runs, computed from the raw files.
 *
 * @param runs in the plan's order
 */
public record CampaignSummary(StoredCampaign campaign, List<RunSummary> runs) {
    public CampaignSummary {
        runs = List.copyOf(runs);
    }

    /** Blocks on the disk. Files that cannot be read become problems of their run. */
    public static CampaignSummary of(StoredCampaign campaign) {
        return new CampaignSummary(
                campaign, campaign.runs().stream().map(RunFigures::of).toList());
    }

    /** Whether every run was measured, or skipped for a reason: nothing failed, and nothing is left to do. */
    public boolean isDone() {
        return runs.stream()
                .map(run -> run.stored().status())
                .allMatch(status -> status instanceof StoredStatus.Completed || status instanceof StoredStatus.Skipped);
    }
}
