package ballast.coordinator.actor;

import ballast.coordinator.metrics.AgentMessage;
import ballast.coordinator.metrics.CoordinatorMetrics;
import ballast.coordinator.results.Measured;
import ballast.coordinator.schedule.Fleet;
import ballast.coordinator.schedule.Schedule;
import ballast.coordinator.schedule.ScheduleEvent;
import ballast.coordinator.schedule.ScheduleEvent.AttemptEvent;
import ballast.coordinator.schedule.ScheduleEvent.AttemptStarted;
import ballast.coordinator.schedule.Totals;
import ballast.message.AgentFacts;
import ballast.message.ToCoordinator.AttemptEnded;
import ballast.message.ToCoordinator.Inventory;
import ballast.message.ToCoordinator.Live;
import ballast.message.ToCoordinator.Progress;
import ballast.metric.Metric;
import ballast.model.AttemptId;
import ballast.model.Cell;
import ballast.model.Forecast;
import ballast.model.HostId;
import ballast.model.VmStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Tells the metrics what the scheduler knows. */
final class MetricsFeed {
    private final CoordinatorMetrics metrics;
    private final Map<AttemptId, HostId> live = new HashMap<>();
    private final RunCounts runs = new RunCounts();
    private final Latencies latencies;
    private final DueTimes dues = new DueTimes();

    MetricsFeed(CoordinatorMetrics metrics) {
        this.metrics = metrics;
        latencies = new Latencies(metrics);
    }

    /** What the journal says, when this coordinator begins. */
    void begun(Schedule schedule) {
        metrics.epoch(schedule.epoch());
        dues.learn(schedule);
        schedule.running().forEach(dues::started);
        show(schedule);
    }

    /** @param taken whether it is the agent of its host */
    void reported(Inventory said, boolean taken, Instant now) {
        metrics.countMessage(AgentMessage.INVENTORY);
        if (taken) {
            dues.reported(said.report());
            AgentFacts facts = said.facts();
            metrics.updateHost(said.report(), facts, said.held().size());
            said.running().forEach(attempt -> latencies.heardOf(attempt, now));
        }
    }

    /** Of whatever attempt. */
    void heard(Progress said) {
        metrics.countMessage(AgentMessage.PROGRESS);
        metrics.heardOf(said.host());
        metrics.countSamples(
                said.attempts().stream().mapToInt(told -> told.vms().size()).sum());
    }

    void heard(AttemptEnded said) {
        metrics.countMessage(AgentMessage.ENDED);
        metrics.heardOf(said.host());
    }

    /** Only of current attempts: what comes later would bring ended series back. */
    void progressed(Schedule schedule, HostId host, Live said, Instant now) {
        latencies.heardOf(said.attempt(), now);
        said.vms().stream()
                .flatMap(vm -> vm.detail().stream())
                .map(VmStatus.Detail::sampled)
                .forEach(sampled -> metrics.observe(Metric.SAMPLE_DELAY, Duration.between(sampled, now)));
        schedule.cell(said.attempt().run()).ifPresent(cell -> {
            live.put(said.attempt(), host);
            metrics.updateAttempt(host, said.attempt(), cell, said.vms());
        });
    }

    void looked(Fleet fleet) {
        fleet.hosts().stream().filter(host -> !host.answers()).forEach(host -> metrics.silent(host.id()));
    }

    /** The result of an attempt that was current is in the store. */
    void measured(Cell cell, Measured measured) {
        measured.resizes()
                .forEach(resize ->
                        metrics.resized(cell.mode().label(), resize.shrinks(), resize.seconds(), resize.bytes()));
    }

    /** What a host was told that an attempt will take, if it was told; to be said before {@link #happened}. */
    void foreseen(AttemptId attempt, Optional<Forecast> forecast) {
        dues.foreseen(attempt, forecast);
    }

    void happened(Schedule next, List<ScheduleEvent> events) {
        for (ScheduleEvent event : events) {
            latencies.happened(next, event);
            if (event instanceof AttemptEvent ended && !(event instanceof AttemptStarted)) {
                HostId host = live.remove(ended.attempt());
                if (host != null) {
                    metrics.attemptEnded(host, ended.attempt());
                }
                dues.ended(next, ended.attempt());
            }
        }
        if (!events.isEmpty()) {
            next.running().forEach(dues::started);
            show(next);
        }
    }

    private void show(Schedule schedule) {
        runs.show(schedule, metrics);
        metrics.leases(dues.leases(schedule));
        Totals totals = schedule.totals();
        totals.ended()
                .forEach((how, count) -> metrics.total(
                        Metric.RUNS_ENDED, count.doubleValue(), how.name().toLowerCase(Locale.ROOT)));
        metrics.total(Metric.ATTEMPTS_COMPLETED, (double) totals.completed());
        totals.failed()
                .forEach((kind, count) -> metrics.total(
                        Metric.ATTEMPTS_FAILED, count.doubleValue(), kind.name().toLowerCase(Locale.ROOT)));
        metrics.total(Metric.SAMPLES, (double) totals.samples());
        metrics.total(Metric.BREACHES, totals.breaches().size());
        metrics.total(Metric.BREACH_SECONDS, totals.breachSeconds());
        totals.byteSeconds()
                .forEach((source, sum) -> metrics.total(Metric.FOOTPRINT, sum, source.mode(), source.driver()));
    }
}
