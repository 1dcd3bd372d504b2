package ballast.agent.metrics;

import ballast.agent.sample.SampleListener;
import ballast.message.AgentFacts;
import ballast.metric.Metric;
import ballast.metric.Series;
import ballast.metric.VmLabels;
import ballast.metric.VmSlots;
import ballast.model.AttemptId;
import ballast.model.ByteSize;
import ballast.model.Cell;
import ballast.model.GuardStatus;
import ballast.model.HostId;
import ballast.model.HostReport;
import ballast.model.VmStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** An agent's own metrics: live values, dropped when what they describe is gone. Safe for threads. */
public final class AgentMetrics implements SampleListener {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final List<Metric> OF_A_VM = List.of(
            Metric.AGENT_VM_RSS,
            Metric.AGENT_VM_RAM,
            Metric.AGENT_VM_TARGET,
            Metric.AGENT_VM_ACTUAL,
            Metric.AGENT_VM_GUEST_FREE);

    private final Series series = new Series(Metric.Side.AGENT);
    private final VmSlots slots = new VmSlots();
    private final HostId host;
    /** By number; without its labels a VM's info series cannot be removed. */
    private final Map<Integer, String[]> infos = new HashMap<>();

    private final Map<Integer, Long> rss = new HashMap<>();

    public AgentMetrics(HostReport report) {
        host = report.id();
        series.set(Metric.AGENT_INFO, 1, host.value(), report.driver().label(), AgentFacts.VERSION);
        series.setBytes(Metric.AGENT_BUDGET, report.budget().bytes());
        series.set(Metric.AGENT_FOOTPRINT, 0);
        series.expect(Metric.AGENT_SAMPLES);
        series.expect(Metric.AGENT_UNANSWERED);
    }

    @Override
    public void sampled(long delayNanos) {
        series.count(Metric.AGENT_SAMPLES);
        series.observe(Metric.AGENT_SAMPLE_DELAY, Math.max(0, delayNanos) / NANOS_PER_SECOND);
    }

    @Override
    public void asked(boolean answered) {
        if (!answered) {
            series.count(Metric.AGENT_UNANSWERED);
        }
    }

    /**
     * What the agent reports of itself.
     *
     * @param running attempts that work
     * @param waiting attempts that are to start
     * @param held results that are not acknowledged
     */
    public synchronized void report(AgentFacts facts, int running, int waiting, int held) {
        series.set(Metric.AGENT_ATTEMPTS, running, "running");
        series.set(Metric.AGENT_ATTEMPTS, waiting, "waiting");
        series.set(Metric.AGENT_RESULTS, held);
        facts.spool().ifPresent(spool -> {
            series.setBytes(Metric.AGENT_SPOOL_USED, spool.used().bytes());
            series.setBytes(Metric.AGENT_SPOOL_LIMIT, spool.limit().bytes());
        });
        facts.planned().map(ByteSize::bytes).ifPresent(bytes -> series.setBytes(Metric.AGENT_PLANNED, bytes));
        facts.guard().flatMap(GuardStatus::pressure).ifPresent(pressure -> {
            series.set(Metric.AGENT_PRESSURE, pressure.some() / 100, "some");
            series.set(Metric.AGENT_PRESSURE, pressure.full() / 100, "full");
        });
    }

    /** How an attempt's VMs are now; those that it leaves out have ended, or not begun. Not to be said after it ended. */
    public synchronized void updateAttempt(AttemptId attempt, Cell cell, List<VmStatus> vms) {
        Set<Integer> living = vms.stream().map(VmStatus::index).collect(Collectors.toSet());
        end(vm -> vm.attempt().equals(attempt) && !living.contains(vm.index()));
        for (VmStatus vm : vms) {
            int slot = slots.slot(host, new VmSlots.Vm(attempt, vm.index()));
            String label = String.valueOf(slot);
            series.setBytes(Metric.AGENT_VM_RSS, vm.rssBytes(), label);
            series.setBytes(Metric.AGENT_VM_RAM, vm.ramBytes(), label);
            series.setBytes(Metric.AGENT_VM_TARGET, vm.targetBytes(), label);
            series.set(Metric.AGENT_VM_GUEST_FREE, vm.guestFreeBytes(), label);
            vm.detail().ifPresent(detail -> series.set(Metric.AGENT_VM_ACTUAL, detail.actualBytes(), label));
            infos.computeIfAbsent(slot, free -> info(label, attempt, cell, vm.index()));
            rss.put(slot, vm.rssBytes());
        }
        footprint();
    }

    private String[] info(String vm, AttemptId attempt, Cell cell, int index) {
        String[] labels = VmLabels.of(attempt, cell, index, vm);
        series.set(Metric.AGENT_VM_INFO, 1, labels);
        return labels;
    }

    /** An attempt's VMs are gone: their series end. May be said again. */
    public synchronized void attemptEnded(AttemptId attempt) {
        end(vm -> vm.attempt().equals(attempt));
        footprint();
    }

    private void end(Predicate<VmSlots.Vm> ended) {
        for (int slot : slots.free(host, ended)) {
            OF_A_VM.forEach(metric -> series.remove(metric, String.valueOf(slot)));
            series.remove(Metric.AGENT_VM_INFO, infos.remove(slot));
            rss.remove(slot);
        }
    }

    private void footprint() {
        series.setBytes(
                Metric.AGENT_FOOTPRINT,
                rss.values().stream().mapToLong(Long::longValue).sum());
    }

    /** All values now, in Prometheus' text format 0.0.4. */
    public synchronized String scrape() {
        return series.scrape();
    }
}
