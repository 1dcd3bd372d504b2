package ballast.coordinator.schedule;

import ballast.coordinator.trace.Trace;
import ballast.model.CampaignId;
import ballast.model.CellId;
import ballast.model.HostId;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What runs of campaigns that are packed by footprint are expected to occupy on hosts, in the run's own time: all VMs of an attempt
 * together, from its start to its end. Soft state, made from the traces of earlier runs; what is not there is not known.
 */
public record Forecasts(Map<CampaignId, Map<CellId, Map<HostId, Trace>>> known) {
    public static final Forecasts NONE = new Forecasts(Map.of());

    public Forecasts {
        Map<CampaignId, Map<CellId, Map<HostId, Trace>>> copy = new LinkedHashMap<>();
        known.forEach((campaign, cells) -> {
            Map<CellId, Map<HostId, Trace>> byCell = new LinkedHashMap<>();
            cells.forEach((cell, hosts) -> byCell.put(cell, Map.copyOf(hosts)));
            copy.put(campaign, Map.copyOf(byCell));
        });
        known = Map.copyOf(copy);
    }

    /** By host. */
    Map<HostId, Trace> of(CampaignId campaign, CellId cell) {
        return known.getOrDefault(campaign, Map.of()).getOrDefault(cell, Map.of());
    }
}
