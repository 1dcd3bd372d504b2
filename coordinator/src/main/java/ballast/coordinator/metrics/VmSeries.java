package ballast.coordinator.metrics;

import ballast.metric.Metric;
import ballast.metric.Series;
import ballast.metric.VmLabels;
import ballast.metric.VmSlots;
import ballast.model.AttemptId;
import ballast.model.Cell;
import ballast.model.HostId;
import ballast.model.VmStatus;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Series of running VMs; each ends with its VM. */
final class VmSeries {
    private static final double MILLIS_PER_SECOND = 1e3;
    private static final List<Metric> OF_A_VM = List.of(
            Metric.VM_RSS,
            Metric.VM_RAM,
            Metric.VM_TARGET,
            Metric.VM_ACTUAL,
            Metric.VM_GUEST_FREE,
            Metric.VM_GUEST_HUGE,
            Metric.VM_GUEST_CACHED,
            Metric.VM_GUEST_TOTAL);

    private final Series series;
    private final VmSlots slots = new VmSlots();
    private final Map<HostId, Map<Integer, Shown>> shown = new HashMap<>();

    /** What is needed to take its series away. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Shown(String[] info, String phase, long rss) {}

    VmSeries(Series series) {
        this.series = series;
    }

    void update(HostId host, AttemptId attempt, Cell cell, List<VmStatus> vms, Instant now) {
        Set<Integer> living = vms.stream().map(VmStatus::index).collect(Collectors.toSet());
        end(host, vm -> vm.attempt().equals(attempt) && !living.contains(vm.index()));
        Map<Integer, Shown> ofHost = shown.computeIfAbsent(host, key -> new HashMap<>());
        for (VmStatus vm : vms) {
            int slot = slots.slot(host, new VmSlots.Vm(attempt, vm.index()));
            String[] labels = {host.value(), String.valueOf(slot)};
            show(vm, labels);
            Shown before = ofHost.get(slot);
            String[] info = before == null ? info(attempt, cell, vm.index(), labels) : before.info;
            if (before == null || !before.phase.equals(vm.phase())) {
                if (before != null) {
                    series.remove(Metric.VM_PHASE_START, labels[0], labels[1], before.phase);
                }
                series.set(
                        Metric.VM_PHASE_START,
                        now.toEpochMilli() / MILLIS_PER_SECOND,
                        labels[0],
                        labels[1],
                        vm.phase());
            }
            ofHost.put(slot, new Shown(info, vm.phase(), vm.rssBytes()));
        }
    }

    private String[] info(AttemptId attempt, Cell cell, int index, String[] labels) {
        String[] info = VmLabels.of(attempt, cell, index, labels);
        series.set(Metric.VM_INFO, 1, info);
        return info;
    }

    private void show(VmStatus vm, String[] labels) {
        series.setBytes(Metric.VM_RSS, vm.rssBytes(), labels);
        series.setBytes(Metric.VM_RAM, vm.ramBytes(), labels);
        series.setBytes(Metric.VM_TARGET, vm.targetBytes(), labels);
        series.set(Metric.VM_GUEST_FREE, vm.guestFreeBytes(), labels);
        vm.detail().ifPresent(detail -> {
            series.set(Metric.VM_ACTUAL, detail.actualBytes(), labels);
            series.set(Metric.VM_GUEST_HUGE, detail.guestHugeBytes(), labels);
            series.set(Metric.VM_GUEST_CACHED, detail.guestCachedBytes(), labels);
            series.set(Metric.VM_GUEST_TOTAL, detail.guestTotalBytes(), labels);
        });
    }

    void end(HostId host, Predicate<VmSlots.Vm> ended) {
        for (int slot : slots.free(host, ended)) {
            String[] labels = {host.value(), String.valueOf(slot)};
            OF_A_VM.forEach(metric -> series.remove(metric, labels));
            Shown gone = shown.get(host).remove(slot);
            series.remove(Metric.VM_INFO, gone.info);
            series.remove(Metric.VM_PHASE_START, labels[0], labels[1], gone.phase);
        }
    }

    /** Resident sets of a host's VMs together. */
    long footprint(HostId host) {
        return shown.getOrDefault(host, Map.of()).values().stream()
                .mapToLong(Shown::rss)
                .sum();
    }
}
