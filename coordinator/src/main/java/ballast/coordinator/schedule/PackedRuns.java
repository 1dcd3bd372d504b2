package ballast.coordinator.schedule;

import ballast.coordinator.schedule.PackingPlan.Slot;
import ballast.coordinator.schedule.RunState.Running;
import ballast.coordinator.schedule.RunState.Waiting;
import ballast.coordinator.trace.Trace;
import ballast.model.Forecast;
import ballast.model.HostReport;
import ballast.model.Packing.Footprint;
import ballast.model.RunId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** How runs of packed campaigns stand to their plan. */
public final class PackedRuns {
    /** Clocks and messages: a run that starts a little after its time starts at its time. */
    private static final Duration SOON = Duration.ofSeconds(2);

    private PackedRuns() {}

    public static boolean isPacked(Campaign campaign) {
        return campaign.packing() instanceof Footprint;
    }

    /** Whether runs of it wait for a place. */
    public static boolean wait(Campaign campaign) {
        return isPacked(campaign) && campaign.waits();
    }

    /** Whether reality has fallen behind the plan: a run's time came so long ago, and it still waits. */
    public static boolean late(Schedule schedule, Outlook outlook, Duration tolerance) {
        Instant due = outlook.now().minus(tolerance);
        return outlook.plan().slots().entrySet().stream()
                .anyMatch(entry -> entry.getValue().start().isBefore(due)
                        && schedule.state(entry.getKey())
                                .filter(Waiting.class::isInstance)
                                .isPresent());
    }

    /** When the first of those starts that wait for their time; empty if one waits that has no time, or whose time has come. */
    public static Optional<Instant> due(Schedule schedule, PackingPlan plan, Instant now) {
        Instant first = Instant.MAX;
        for (Campaign campaign : schedule.campaigns().values()) {
            if (!wait(campaign)) {
                continue;
            }
            for (int i = 0; i < campaign.runs().size(); i++) {
                if (campaign.states().get(i) instanceof Waiting) {
                    Optional<Instant> start =
                            plan.slot(campaign.runs().get(i).run()).map(Slot::start);
                    if (start.isEmpty() || !start.get().isAfter(now)) {
                        return Optional.empty();
                    }
                    first = start.get().isBefore(first) ? start.get() : first;
                }
            }
        }
        return Optional.of(first);
    }

    /** Whether nothing that has started meanwhile stands elsewhere, or later, in the plan. */
    public static boolean agrees(Schedule schedule, PackingPlan plan) {
        for (Map.Entry<RunId, Slot> entry : plan.slots().entrySet()) {
            Optional<Running> running = schedule.state(entry.getKey())
                    .filter(Running.class::isInstance)
                    .map(Running.class::cast);
            boolean otherwise = running.filter(run -> !run.host()
                                    .equals(entry.getValue().host())
                            || run.since().isBefore(entry.getValue().start().minus(SOON)))
                    .isPresent();
            if (otherwise) {
                return false;
            }
        }
        return true;
    }

    /** What the host of a packed run is told of it, in the host's own time; empty of any other run. */
    public static Optional<Forecast> forecast(
            Schedule schedule, RunId run, HostReport host, Instant start, Forecasts forecasts) {
        return schedule.need(run, forecasts)
                .flatMap(need -> need.footprint().map(packing -> {
                    Trace trace = need.trace(host)
                            .orElseGet(() -> Trace.constant(need.size(), DurationGuess.seconds(need.cell())));
                    return Forecast.of(start, faster(trace, host.speed()), packing.margin());
                }));
    }

    private static long[] faster(Trace trace, double speed) {
        if (speed == 1) {
            return trace.toArray();
        }
        long[] bytes = new long[(int) Math.max(1, Math.ceil(trace.seconds() / speed))];
        for (int second = 0; second < trace.seconds(); second++) {
            int at = Math.min(bytes.length - 1, (int) (second / speed));
            bytes[at] = Math.max(bytes[at], trace.at(second));
        }
        return bytes;
    }
}
