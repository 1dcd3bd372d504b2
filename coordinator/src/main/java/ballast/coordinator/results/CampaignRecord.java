package ballast.coordinator.results;

import ballast.model.CampaignId;
import ballast.model.Cell;
import ballast.model.CellId;
import ballast.model.Names;
import ballast.model.Packing;
import ballast.model.RunId;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What {@code campaign.json} says: all that is needed to know what the campaign was to do, and to do it again.
 *
 * @param name the folder that its campaigns share
 * @param matrix text of the matrix file as submitted; an imported campaign has none
 * @param cells in the matrix's order
 * @param plan every run of the campaign, in the order they are to be started
 * @param versions of Ballast and whatever else matters
 * @param submittedBy user@host
 * @param origin whether its runs were measured here
 * @param packing by what its shared runs were put beside others
 */
public record CampaignRecord(
        CampaignId id,
        String name,
        String matrix,
        List<Cell> cells,
        List<RunId> plan,
        Map<String, String> versions,
        String submittedBy,
        Instant submitted,
        Origin origin,
        Packing packing) {
    /** Where a campaign's results come from. */
    public enum Origin {
        @JsonProperty("measured")
        MEASURED,
        /** From another program's files, or another store's: see import.json beside campaign.json. */
        @JsonProperty("imported")
        IMPORTED
    }

    /** A campaign to be measured, of runs that reserve their full size. */
    public CampaignRecord(
            CampaignId id,
            String name,
            String matrix,
            List<Cell> cells,
            List<RunId> plan,
            Map<String, String> versions,
            String submittedBy,
            Instant submitted) {
        this(id, name, matrix, cells, plan, versions, submittedBy, submitted, Origin.MEASURED, Packing.Static.INSTANCE);
    }

    public CampaignRecord with(Packing other) {
        return new CampaignRecord(id, name, matrix, cells, plan, versions, submittedBy, submitted, origin, other);
    }

    public CampaignRecord {
        // Not in what was recorded before there were imports
        origin = origin == null ? Origin.MEASURED : origin;
        packing = packing == null ? Packing.Static.INSTANCE : packing; // nor before there was packing by footprint
        Names.requirePathSafe("campaign name", name);
        cells = List.copyOf(cells);
        plan = List.copyOf(plan);
        versions = java.util.Collections.unmodifiableMap(new TreeMap<>(versions));
        var known = cells.stream().map(Cell::id).collect(Collectors.toSet());
        for (RunId run : plan) {
            if (!run.campaign().equals(id) || !known.contains(run.cell())) {
                throw new IllegalArgumentException("plan: got " + run + ", want only runs of " + id + "'s cells");
            }
        }
    }

    @JsonIgnore
    public boolean imported() {
        return origin == Origin.IMPORTED;
    }

    /** By id. */
    Map<CellId, Cell> cellsById() {
        return cells.stream().collect(Collectors.toMap(Cell::id, Function.identity(), (first, same) -> first));
    }

    /** @throws IllegalArgumentException if {@code run} is of another campaign */
    Cell cellOf(RunId run) {
        return cells.stream()
                .filter(cell -> cell.id().equals(run.cell()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(run + " is no run of campaign " + id));
    }
}
