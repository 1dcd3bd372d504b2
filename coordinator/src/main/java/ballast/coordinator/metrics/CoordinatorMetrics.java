package ballast.coordinator.metrics;

import ballast.metric.Metric;
import ballast.metric.Series;
import ballast.metric.VmSlots;
import ballast.model.AttemptId;
import ballast.model.Cell;
import ballast.model.FailureKind;
import ballast.model.GuardStatus;
import ballast.model.HostId;
import ballast.model.HostReport;
import ballast.model.Outcome;
import ballast.model.VmStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What the coordinator tells Prometheus: live values only, dropped when what they describe is gone. Safe to use from several
 * threads; a scrape never sees a change half made.
 */
public final class CoordinatorMetrics {
    private static final List<Metric> OF_A_VM =
            List.of(Metric.VM_RSS, Metric.VM_RAM, Metric.VM_TARGET, Metric.VM_GUEST_FREE);

    private final Series series = new Series(Metric.Side.COORDINATOR);
    private final VmSlots slots = new VmSlots();
    /** Labels of each VM's info series, without which it cannot be removed, by host and slot. */
    private final Map<HostId, Map<Integer, String[]>> infos = new HashMap<>();

    private final Map<HostId, Map<Integer, Long>> rss = new HashMap<>();

    public CoordinatorMetrics() {
        runs(Map.of());
        series.expect(Metric.ATTEMPTS_COMPLETED);
        series.expect(Metric.VM_SAMPLES);
        for (AgentMessage message : AgentMessage.values()) {
            series.expect(Metric.AGENT_MESSAGES, message.label());
        }
        for (FailureKind kind : FailureKind.values()) {
            series.expect(Metric.ATTEMPTS_FAILED, label(kind));
        }
    }

    /** A host said what it has to offer. */
    public synchronized void updateHost(HostReport host) {
        series.setBytes(Metric.HOST_BUDGET, host.budget().bytes(), host.id().value());
        footprint(host.id());
    }

    /** What a host's memory guard says; the agent counts anew when it starts, and so do these. */
    public synchronized void updateGuard(HostId host, GuardStatus guard) {
        GuardStatus.Breaches breaches = guard.breaches();
        series.set(Metric.HOST_BREACHES, breaches.count(), host.value());
        series.set(Metric.HOST_BREACH_SECONDS, breaches.seconds(), host.value());
        series.setBytes(Metric.HOST_BREACH_WORST, breaches.worst().bytes(), host.value());
        series.set(Metric.HOST_HELD, guard.held().size(), host.value());
    }

    /** How an attempt's VMs are now; those that it leaves out have ended, or not begun. Not to be said after it ended. */
    public synchronized void updateAttempt(HostId host, AttemptId attempt, Cell cell, List<VmStatus> vms) {
        Set<Integer> living = vms.stream().map(VmStatus::index).collect(Collectors.toSet());
        end(host, vm -> vm.attempt().equals(attempt) && !living.contains(vm.index()));
        for (VmStatus vm : vms) {
            int slot = slots.slot(host, new VmSlots.Vm(attempt, vm.index()));
            String[] labels = {host.value(), String.valueOf(slot)};
            series.setBytes(Metric.VM_RSS, vm.rssBytes(), labels);
            series.setBytes(Metric.VM_RAM, vm.ramBytes(), labels);
            series.setBytes(Metric.VM_TARGET, vm.targetBytes(), labels);
            series.set(Metric.VM_GUEST_FREE, vm.guestFreeBytes(), labels);
            String[] info = info(labels, attempt, cell, vm.index());
            series.set(Metric.VM_INFO, 1, info);
            infos.computeIfAbsent(host, key -> new HashMap<>()).put(slot, info);
            rss.computeIfAbsent(host, key -> new TreeMap<>()).put(slot, vm.rssBytes());
        }
        footprint(host);
    }

    /** An attempt's VMs are gone: their series end. May be said again. */
    public synchronized void attemptEnded(HostId host, AttemptId attempt) {
        end(host, vm -> vm.attempt().equals(attempt));
    }

    private void end(HostId host, Predicate<VmSlots.Vm> ended) {
        for (int slot : slots.free(host, ended)) {
            OF_A_VM.forEach(metric -> series.remove(metric, host.value(), String.valueOf(slot)));
            series.remove(Metric.VM_INFO, infos.get(host).remove(slot));
            rss.get(host).remove(slot);
            footprint(host);
        }
    }

    /** An attempt's result is in the store. To be said once for each. */
    public synchronized void countOutcome(Outcome outcome) {
        if (outcome instanceof Outcome.Failed failed) {
            series.count(Metric.ATTEMPTS_FAILED, label(failed.failure().kind()));
        } else {
            series.count(Metric.ATTEMPTS_COMPLETED);
        }
    }

    /** An agent said something. */
    public synchronized void countMessage(AgentMessage message) {
        series.count(Metric.AGENT_MESSAGES, message.label());
    }

    /** This many VMs were told of. */
    public synchronized void countSamples(int vms) {
        series.count(Metric.VM_SAMPLES, vms);
    }

    /** How many runs are in each state; 0 in those left out. */
    public synchronized void runs(Map<RunCount, Integer> counts) {
        for (RunCount state : RunCount.values()) {
            series.set(Metric.RUNS, counts.getOrDefault(state, 0), state.label());
        }
    }

    /** All values now, in Prometheus' text format 0.0.4. */
    public synchronized String scrape() {
        return series.scrape();
    }

    private void footprint(HostId host) {
        long sum = rss.getOrDefault(host, Map.of()).values().stream()
                .mapToLong(Long::longValue)
                .sum();
        series.setBytes(Metric.HOST_FOOTPRINT, sum, host.value());
    }

    private static String[] info(String[] vm, AttemptId attempt, Cell cell, int index) {
        return new String[] {
            vm[0],
            vm[1],
            attempt.run().campaign().value(),
            attempt.run().cell().value(),
            String.valueOf(attempt.run().repetition()),
            String.valueOf(attempt.number()),
            String.valueOf(index),
            cell.benchmark(),
            cell.mode().label()
        };
    }

    private static String label(FailureKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
