package ballast.coordinator.results;

import ballast.model.CampaignId;
import ballast.model.Cell;
import ballast.model.Names;
import ballast.model.RunId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What {@code campaign.json} says: all that is needed to know what the campaign was to do, and to do it again.
 *
 * @param name the folder that its campaigns share
 * @param matrix text of the matrix file as submitted
 * @param cells in the matrix's order
 * @param plan every run of the campaign, in the order they are to be started
 * @param versions of Ballast and whatever else matters
 * @param submittedBy user@host
 */
public record CampaignRecord(
        CampaignId id,
        String name,
        String matrix,
        List<Cell> cells,
        List<RunId> plan,
        Map<String, String> versions,
        String submittedBy,
        Instant submitted) {
    public CampaignRecord {
        Names.requirePathSafe("campaign name", name);
        cells = List.copyOf(cells);
        plan = List.copyOf(plan);
        versions = java.util.Collections.unmodifiableMap(new TreeMap<>(versions));
        var known = cells.stream().map(Cell::id).toList();
        for (RunId run : plan) {
            if (!run.campaign().equals(id) || !known.contains(run.cell())) {
                throw new IllegalArgumentException("plan: got " + run + ", want only runs of " + id + "'s cells");
            }
        }
    }

    /** @throws IllegalArgumentException if {@code run} is of another campaign */
    Cell cellOf(RunId run) {
        return cells.stream()
                .filter(cell -> cell.id().equals(run.cell()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(run + " is no run of campaign " + id));
    }
}
