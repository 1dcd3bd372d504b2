package ballast.coordinator.actor;

import ballast.coordinator.metrics.Lease;
import ballast.coordinator.schedule.Campaign;
import ballast.coordinator.schedule.RunState;
import ballast.coordinator.schedule.RunState.Running;
import ballast.coordinator.schedule.Schedule;
import ballast.model.AttemptId;
import ballast.model.CellId;
import ballast.model.Driver;
import ballast.model.Forecast;
import ballast.model.HostId;
import ballast.model.HostReport;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * When attempts are overdue: after twice what is expected of them, and {@link #GRACE}. Expected is their forecast's length, or else the longest that
 * their cell took on a host with the same driver; where neither is known, {@link #UNKNOWN}.
 */
final class DueTimes {
    static final Duration GRACE = Duration.ofMinutes(10);
    static final Duration UNKNOWN = Duration.ofHours(24);

    private final Map<CellId, Map<HostId, Duration>> longest = new HashMap<>();
    private final Map<HostId, Driver> drivers = new HashMap<>();
    private final Map<AttemptId, Duration> forecasts = new HashMap<>();
    private final Map<AttemptId, Instant> dues = new HashMap<>();

    void learn(Schedule schedule) {
        for (Campaign campaign : schedule.campaigns().values()) {
            campaign.states().forEach(this::learn);
        }
    }

    private void learn(RunState state) {
        if (state instanceof RunState.Completed done) {
            longest.computeIfAbsent(done.attempt().run().cell(), cell -> new HashMap<>())
                    .merge(done.host(), Duration.between(done.started(), done.ended()), DueTimes::longer);
        }
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    void reported(HostReport report) {
        drivers.put(report.id(), report.driver());
    }

    /** To be said before {@link #started}. */
    void foreseen(AttemptId attempt, Optional<Forecast> forecast) {
        forecast.ifPresent(of -> forecasts.put(attempt, of.length()));
    }

    /** May be said again. */
    void started(Running running) {
        dues.computeIfAbsent(running.attempt(), attempt -> running.since().plus(allowed(running)));
    }

    private Duration allowed(Running running) {
        return Optional.ofNullable(forecasts.get(running.attempt()))
                .or(() -> earlier(running))
                .map(expected -> expected.multipliedBy(2).plus(GRACE))
                .orElse(UNKNOWN);
    }

    private Optional<Duration> earlier(Running running) {
        Driver driver = drivers.get(running.host());
        return longest.getOrDefault(running.attempt().run().cell(), Map.of()).entrySet().stream()
                .filter(known -> driver != null && driver == drivers.get(known.getKey()))
                .map(Map.Entry::getValue)
                .reduce(DueTimes::longer);
    }

    void ended(Schedule next, AttemptId attempt) {
        forecasts.remove(attempt);
        dues.remove(attempt);
        next.state(attempt.run()).ifPresent(this::learn);
    }

    /** Of all attempts on hosts. */
    List<Lease> leases(Schedule schedule) {
        return schedule.running().stream()
                .map(running -> new Lease(
                        running.host(),
                        schedule.cell(running.attempt().run())
                                .orElseThrow()
                                .isolation()
                                .label(),
                        dues.get(running.attempt())))
                .toList();
    }
}
