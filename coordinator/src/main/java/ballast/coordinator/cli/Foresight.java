package ballast.coordinator.cli;

import ballast.coordinator.actor.Predictions;
import ballast.coordinator.actor.ResultPort;
import ballast.coordinator.schedule.Fleet;
import ballast.coordinator.schedule.Forecasts;
import ballast.coordinator.schedule.PlannedRun;
import ballast.coordinator.schedule.Schedule;
import ballast.coordinator.schedule.ScheduleEvent.CampaignSubmitted;
import ballast.coordinator.trace.Trace;
import ballast.model.ByteSize;
import ballast.model.CampaignId;
import ballast.model.CellId;
import ballast.model.HostId;
import ballast.model.HostReport;
import ballast.model.Packing;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a scheduler would know of a campaign's footprints before its first run, if its hosts carried nothing.
 *
 * @param forecasts none of a campaign that is not packed by footprint
 */
record Foresight(CampaignId campaign, Schedule schedule, Fleet fleet, Forecasts forecasts, Instant now) {
    /** @throws CommandException if the store's traces cannot be read */
    static Foresight of(
            CampaignId campaign, List<PlannedRun> runs, Packing packing, List<HostReport> hosts, ResultPort results)
            throws CommandException {
        Instant now = Instant.now();
        Schedule schedule =
                Schedule.empty().apply(new CampaignSubmitted(campaign, "plan", "", runs, Map.of(), now, packing));
        Fleet fleet = new Fleet(hosts.stream()
                .map(host -> new Fleet.Host(host, true, now, List.of(), Optional.empty()))
                .toList());
        try {
            return new Foresight(campaign, schedule, fleet, Predictions.read(schedule, fleet, results), now);
        } catch (UncheckedIOException e) {
            throw CommandException.badInput("the store's footprint traces cannot be read: " + e.getMessage());
        }
    }

    /** Empty if nothing is known: then it counts with its full size. */
    Optional<Trace> trace(CellId cell, HostId host) {
        return Optional.ofNullable(forecasts
                .known()
                .getOrDefault(campaign, Map.of())
                .getOrDefault(cell, Map.of())
                .get(host));
    }

    /** What runs of cells are predicted to occupy there at most; a cell of which nothing is known is not there. */
    Map<CellId, ByteSize> peaks(HostId host) {
        Map<CellId, ByteSize> peaks = new LinkedHashMap<>();
        forecasts
                .known()
                .getOrDefault(campaign, Map.of())
                .forEach((cell, hosts) -> Optional.ofNullable(hosts.get(host))
                        .ifPresent(trace -> peaks.put(cell, new ByteSize(trace.peak()))));
        return peaks;
    }
}
