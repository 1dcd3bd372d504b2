package ballast.coordinator.compare;

import ballast.coordinator.report.CampaignSummary;
import ballast.coordinator.results.CampaignRecord;
import java.util.List;

/**
 * How two campaigns' figures differ.
 *
 * @param figures by cell of B in its plan's order, then in the catalog's order
 * @param notes what is to be known about it: runs that are doubtful, cells without a like, what makes it unfair
 */
public record Comparison(
        CampaignSummary a,
        CampaignSummary b,
        CompareOptions options,
        List<FigureComparison> figures,
        List<String> notes) {
    public Comparison {
        figures = List.copyOf(figures);
        notes = List.copyOf(notes);
    }

    /** @throws CompareException if no cell of B has a like in A, or the options do not fit them */
    public static Comparison of(CampaignSummary a, CampaignSummary b, CompareOptions options) throws CompareException {
        return new Comparing(a, b, options).compare();
    }

    static String name(CampaignSummary summary) {
        CampaignRecord campaign = summary.campaign().campaign();
        return campaign.name() + " " + campaign.id();
    }
}
