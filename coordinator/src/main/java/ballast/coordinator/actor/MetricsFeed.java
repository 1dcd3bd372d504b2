package ballast.coordinator.actor;

import ballast.coordinator.metrics.AgentMessage;
import ballast.coordinator.metrics.CoordinatorMetrics;
import ballast.coordinator.metrics.RunCount;
import ballast.coordinator.schedule.Campaign;
import ballast.coordinator.schedule.RunState;
import ballast.coordinator.schedule.Schedule;
import ballast.coordinator.schedule.ScheduleEvent;
import ballast.coordinator.schedule.ScheduleEvent.AttemptCompleted;
import ballast.coordinator.schedule.ScheduleEvent.AttemptEvent;
import ballast.coordinator.schedule.ScheduleEvent.AttemptFailed;
import ballast.coordinator.schedule.ScheduleEvent.AttemptStarted;
import ballast.message.ToCoordinator.AttemptEnded;
import ballast.message.ToCoordinator.Inventory;
import ballast.message.ToCoordinator.Live;
import ballast.message.ToCoordinator.Progress;
import ballast.model.AttemptId;
import ballast.model.HostId;
import ballast.model.Outcome;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tells the metrics what the scheduler knows. */
final class MetricsFeed {
    private final CoordinatorMetrics metrics;
    private final Map<AttemptId, HostId> live = new HashMap<>();

    MetricsFeed(CoordinatorMetrics metrics) {
        this.metrics = metrics;
    }

    void reported(Inventory said) {
        metrics.countMessage(AgentMessage.INVENTORY);
        metrics.updateHost(said.report());
        said.facts().guard().ifPresent(guard -> metrics.updateGuard(said.host(), guard));
    }

    /** Of whatever attempt. */
    void heard(Progress said) {
        metrics.countMessage(AgentMessage.PROGRESS);
        metrics.countSamples(
                said.attempts().stream().mapToInt(live -> live.vms().size()).sum());
    }

    void heard(AttemptEnded said) {
        metrics.countMessage(AgentMessage.ENDED);
    }

    /** Only of current attempts: what comes later would bring ended series back. */
    void progressed(Schedule schedule, HostId host, Live said) {
        schedule.cell(said.attempt().run()).ifPresent(cell -> {
            live.put(said.attempt(), host);
            metrics.updateAttempt(host, said.attempt(), cell, said.vms());
        });
    }

    void happened(Schedule next, List<ScheduleEvent> events) {
        for (ScheduleEvent event : events) {
            if (event instanceof AttemptEvent ended && !(event instanceof AttemptStarted)) {
                HostId host = live.remove(ended.attempt());
                if (host != null) {
                    metrics.attemptEnded(host, ended.attempt());
                }
            }
            if (event instanceof AttemptCompleted) {
                metrics.countOutcome(new Outcome.Completed());
            } else if (event instanceof AttemptFailed failed) {
                metrics.countOutcome(new Outcome.Failed(failed.failure()));
            }
        }
        if (!events.isEmpty()) {
            countRuns(next);
        }
    }

    void countRuns(Schedule schedule) {
        Map<RunCount, Integer> counts = new EnumMap<>(RunCount.class);
        for (Campaign campaign : schedule.campaigns().values()) {
            campaign.states().forEach(state -> counts.merge(count(state), 1, Integer::sum));
        }
        metrics.runs(counts);
    }

    private static RunCount count(RunState state) {
        if (state instanceof RunState.Waiting) {
            return RunCount.WAITING;
        } else if (state instanceof RunState.Running) {
            return RunCount.RUNNING;
        } else if (state instanceof RunState.Completed) {
            return RunCount.COMPLETED;
        }
        return state instanceof RunState.Failed ? RunCount.FAILED : RunCount.SKIPPED;
    }
}
