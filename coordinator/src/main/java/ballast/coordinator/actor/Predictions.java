package ballast.coordinator.actor;

import ballast.coordinator.schedule.Campaign;
import ballast.coordinator.schedule.Fleet;
import ballast.coordinator.schedule.Forecasts;
import ballast.coordinator.schedule.Schedule;
import ballast.coordinator.trace.Trace;
import ballast.model.CampaignId;
import ballast.model.Cell;
import ballast.model.CellId;
import ballast.model.HostId;
import ballast.model.HostReport;
import ballast.model.Packing.Footprint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what the store knows of the runs of packed campaigns. Blocks on the disk. */
public final class Predictions {
    private final ResultPort port;
    private final List<Fleet.Host> hosts;

    /** Hosts with the same versions and driver are one class: asked once. */
    private record Asked(CellId cell, double quantile, Object hostClass) {}

    private final Map<Asked, Optional<Trace>> answers = new HashMap<>();

    private Predictions(ResultPort port, Fleet fleet) {
        this.port = port;
        hosts = fleet.hosts();
    }

    /** @throws UncheckedIOException if the store cannot be read */
    public static Forecasts read(Schedule schedule, Fleet fleet, ResultPort port) {
        Predictions predictions = new Predictions(port, fleet);
        Map<CampaignId, Map<CellId, Map<HostId, Trace>>> all = new LinkedHashMap<>();
        for (Campaign campaign : schedule.campaigns().values()) {
            if (campaign.packing() instanceof Footprint footprint && !campaign.ended()) {
                all.put(campaign.id(), predictions.of(campaign, footprint));
            }
        }
        return new Forecasts(all);
    }

    private Map<CellId, Map<HostId, Trace>> of(Campaign campaign, Footprint footprint) {
        Map<CellId, Map<HostId, Trace>> byCell = new LinkedHashMap<>();
        campaign.runs()
                .forEach(
                        run -> byCell.computeIfAbsent(run.cell().id(), id -> byHost(run.cell(), footprint.quantile())));
        return byCell;
    }

    private Map<HostId, Trace> byHost(Cell cell, double quantile) {
        Map<HostId, Trace> byHost = new LinkedHashMap<>();
        for (Fleet.Host host : hosts) {
            HostReport report = host.report();
            Object hostClass = List.of(report.driver(), report.accelerator(), report.versions());
            answers.computeIfAbsent(new Asked(cell.id(), quantile, hostClass), asked -> ask(cell, report, quantile))
                    .ifPresent(trace -> byHost.put(host.id(), trace));
        }
        return byHost;
    }

    private Optional<Trace> ask(Cell cell, HostReport host, double quantile) {
        try {
            return port.predict(cell, host, quantile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
