package ballast.coordinator.actor;

import ballast.coordinator.metrics.CoordinatorMetrics;
import ballast.coordinator.schedule.PlannedRun;
import ballast.coordinator.schedule.RunState;
import ballast.coordinator.schedule.Schedule;
import ballast.coordinator.schedule.ScheduleEvent;
import ballast.coordinator.schedule.ScheduleEvent.AttemptEvent;
import ballast.coordinator.schedule.ScheduleEvent.AttemptLost;
import ballast.coordinator.schedule.ScheduleEvent.AttemptRetried;
import ballast.coordinator.schedule.ScheduleEvent.AttemptStarted;
import ballast.coordinator.schedule.ScheduleEvent.CampaignCancelled;
import ballast.coordinator.schedule.ScheduleEvent.CampaignSubmitted;
import ballast.coordinator.schedule.ScheduleEvent.RunRetried;
import ballast.coordinator.schedule.ScheduleEvent.RunSkipped;
import ballast.metric.Metric;
import ballast.model.AttemptId;
import ballast.model.RunId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** How long runs wait, are placed and take; of those whose beginning this coordinator saw. */
final class Latencies {
    private final CoordinatorMetrics metrics;
    private final Map<RunId, Instant> waiting = new HashMap<>();
    private final Map<AttemptId, Instant> placed = new HashMap<>();

    Latencies(CoordinatorMetrics metrics) {
        this.metrics = metrics;
    }

    void happened(Schedule next, ScheduleEvent event) {
        if (event instanceof CampaignSubmitted submitted) {
            for (PlannedRun planned : submitted.runs()) {
                waiting.put(planned.run(), submitted.at());
            }
        } else if (event instanceof CampaignCancelled cancelled) {
            waiting.keySet().removeIf(run -> run.campaign().equals(cancelled.campaign()));
        } else if (event instanceof RunSkipped skipped) {
            waiting.remove(skipped.run());
        } else if (event instanceof RunRetried retried) {
            waiting.put(retried.run(), retried.at());
        } else if (event instanceof AttemptStarted started) {
            started(started);
        } else if (event instanceof AttemptEvent ended) {
            ended(next, ended);
        }
    }

    private void started(AttemptStarted started) {
        Instant since = waiting.remove(started.attempt().run());
        if (since != null) {
            metrics.observe(Metric.RUN_WAIT, Duration.between(since, started.at()));
        }
        placed.put(started.attempt(), started.at());
    }

    private void ended(Schedule next, AttemptEvent ended) {
        placed.remove(ended.attempt());
        RunId run = ended.attempt().run();
        if (ended instanceof AttemptLost || ended instanceof AttemptRetried) {
            waiting.put(run, ended.at());
        }
        String mode = next.cell(run).orElseThrow().mode().label();
        RunState state = next.state(run).orElseThrow();
        if (state instanceof RunState.Completed done && done.attempt().equals(ended.attempt())) {
            metrics.observe(Metric.ATTEMPT_DURATION, Duration.between(done.started(), done.ended()), mode);
        } else if (state instanceof RunState.Failed done && done.attempt().equals(ended.attempt())) {
            metrics.observe(Metric.ATTEMPT_DURATION, Duration.between(done.started(), done.ended()), mode);
        }
    }

    /** An agent says that it works on an attempt. */
    void heardOf(AttemptId attempt, Instant now) {
        Instant since = placed.remove(attempt);
        if (since != null) {
            metrics.observe(Metric.PLACEMENT_LATENCY, Duration.between(since, now));
        }
    }
}
