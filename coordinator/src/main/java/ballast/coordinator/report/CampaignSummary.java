package ballast.coordinator.report;

import ballast.coordinator.results.StoredCampaign;
import ballast.coordinator.results.StoredStatus;
import ballast.coordinator.stats.FirstIteration;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A campaign with the figures of its runs, computed from the raw files.
 *
 * @param runs in the plan's order
 * @param packing of a campaign that was packed by footprint
 * @param problems that are no single run's
 */
public record CampaignSummary(
        StoredCampaign campaign, List<RunSummary> runs, Optional<PackingSummary> packing, List<String> problems) {
    public CampaignSummary {
        runs = List.copyOf(runs);
        problems = List.copyOf(problems);
    }

    /** Of a campaign whose runs reserved their full size. */
    public CampaignSummary(StoredCampaign campaign, List<RunSummary> runs) {
        this(campaign, runs, Optional.empty(), List.of());
    }

    /** Blocks on the disk. Files that cannot be read become problems of their run. */
    public static CampaignSummary of(StoredCampaign campaign) {
        return of(campaign, FirstIteration.LEFT_OUT);
    }

    /** The same, with another rule for first iterations. */
    public static CampaignSummary of(StoredCampaign campaign, FirstIteration first) {
        var figures = new BenchmarkFigures(campaign.runs(), first);
        List<RunSummary> runs = campaign.runs().stream()
                .map(run -> RunFigures.of(
                        figures, new Readings(run, campaign.campaign().imported())))
                .toList();
        try {
            return new CampaignSummary(campaign, runs, PackingSummary.of(campaign), List.of());
        } catch (IOException e) {
            String problem = "how it was packed cannot be told: " + e.getMessage();
            return new CampaignSummary(campaign, runs, Optional.empty(), List.of(problem));
        }
    }

    /** Whether every run was measured, or skipped for a reason: nothing failed, and nothing is left to do. */
    public boolean isDone() {
        return runs.stream()
                .map(run -> run.stored().status())
                .allMatch(status -> status instanceof StoredStatus.Completed || status instanceof StoredStatus.Skipped);
    }
}
