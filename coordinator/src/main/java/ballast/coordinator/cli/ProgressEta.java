package ballast.coordinator.cli;

import ballast.coordinator.schedule.CampaignView;
import ballast.coordinator.schedule.RunState;
import ballast.coordinator.schedule.RunView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * When a campaign will be done, if the runs that are left take as long as the mean of those that completed, and as many run at
 * a time as now.
 */
final class ProgressEta {
    private ProgressEta() {}

    /** From {@code now}; empty until a run has completed. */
    static Optional<Duration> of(CampaignView view, Instant now) {
        List<RunState> states = view.runs().stream().map(RunView::state).toList();
        OptionalDouble mean = states.stream()
                .filter(RunState.Completed.class::isInstance)
                .map(RunState.Completed.class::cast)
                .mapToLong(run -> Duration.between(run.started(), run.ended()).toMillis())
                .average();
        if (mean.isEmpty()) {
            return Optional.empty();
        }
        double left = states.stream()
                .mapToDouble(state -> left(state, mean.getAsDouble(), now))
                .sum();
        long running =
                states.stream().filter(RunState.Running.class::isInstance).count();
        return Optional.of(Duration.ofMillis(Math.round(left / Math.max(1, running))));
    }

    private static double left(RunState state, double mean, Instant now) {
        if (state instanceof RunState.Waiting) {
            return mean;
        }
        return state instanceof RunState.Running running
                ? Math.max(0, mean - Duration.between(running.since(), now).toMillis())
                : 0;
    }
}
