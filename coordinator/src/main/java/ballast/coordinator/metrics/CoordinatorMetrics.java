package ballast.coordinator.metrics;

import ballast.message.AgentFacts;
import ballast.metric.Metric;
import ballast.metric.Series;
import ballast.model.AttemptId;
import ballast.model.Cell;
import ballast.model.FailureKind;
import ballast.model.HostId;
import ballast.model.HostReport;
import ballast.model.VmStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the coordinator tells Prometheus: live values, dropped when what they describe is gone, and totals. Safe to use from several
 * threads; a scrape never sees a change half made.
 */
public final class CoordinatorMetrics {
    private static final double NANOS_PER_SECOND = 1e9;

    private final InstantSource clock;
    private final Series series = new Series(Metric.Side.COORDINATOR);
    private final VmSeries vms = new VmSeries(series);
    private final HostSeries hosts = new HostSeries(series);

    public CoordinatorMetrics() {
        this(InstantSource.system());
    }

    /** @param clock what integrals and what is overdue go by */
    public CoordinatorMetrics(InstantSource clock) {
        this.clock = clock;
        runs(Map.of());
        queue(0, 0);
        List.of(Metric.ATTEMPTS_COMPLETED, Metric.SAMPLES, Metric.BREACHES, Metric.BREACH_SECONDS, Metric.VM_SAMPLES)
                .forEach(series::expect);
        for (AgentMessage message : AgentMessage.values()) {
            series.expect(Metric.AGENT_MESSAGES, message.label());
        }
        for (FailureKind kind : FailureKind.values()) {
            series.expect(Metric.ATTEMPTS_FAILED, label(kind));
        }
        for (RunCount state : List.of(RunCount.COMPLETED, RunCount.FAILED, RunCount.SKIPPED)) {
            series.expect(Metric.RUNS_ENDED, state.label());
        }
    }

    /**
     * A host said what it has to offer and how it is.
     *
     * @param held results there that are not in the store
     */
    public synchronized void updateHost(HostReport report, AgentFacts facts, int held) {
        hosts.report(report, facts, held, clock.instant());
    }

    /** A host said something else. */
    public synchronized void heardOf(HostId host) {
        hosts.heardOf(host, clock.instant());
    }

    /** A host was not heard of for too long. */
    public synchronized void silent(HostId host) {
        hosts.silent(host);
    }

    /** How an attempt's VMs are now; those that it leaves out have ended, or not begun. Not to be said after it ended. */
    public synchronized void updateAttempt(HostId host, AttemptId attempt, Cell cell, List<VmStatus> told) {
        Instant now = clock.instant();
        vms.update(host, attempt, cell, told, now);
        hosts.footprint(host, vms.footprint(host), now);
    }

    /** An attempt's VMs are gone: their series end. May be said again. */
    public synchronized void attemptEnded(HostId host, AttemptId attempt) {
        vms.end(host, vm -> vm.attempt().equals(attempt));
        hosts.footprint(host, vms.footprint(host), clock.instant());
    }

    /** All attempts that hosts are given to. */
    public synchronized void leases(Collection<Lease> leases) {
        hosts.lease(leases);
    }

    /** An agent said something. */
    public synchronized void countMessage(AgentMessage message) {
        series.count(Metric.AGENT_MESSAGES, message.label());
    }

    /** This many VMs were told of. */
    public synchronized void countSamples(int told) {
        series.count(Metric.VM_SAMPLES, told);
    }

    /** Lets a counter that survives restarts stand at its total. */
    public synchronized void total(Metric metric, double total, String... labels) {
        series.total(metric, total, labels);
    }

    /** How many runs are in each state; 0 in those left out. */
    public synchronized void runs(Map<RunCount, Integer> counts) {
        for (RunCount state : RunCount.values()) {
            series.set(Metric.RUNS, counts.getOrDefault(state, 0), state.label());
        }
    }

    /**
     * How many runs wait.
     *
     * @param hosts for a host
     * @param users for a user to resume their campaign
     */
    public synchronized void queue(int hosts, int users) {
        series.set(Metric.QUEUE, hosts, "false");
        series.set(Metric.QUEUE, users, "true");
    }

    /** The campaigns to be told of; others are not any more. */
    public synchronized void campaigns(List<CampaignCount> campaigns) {
        series.clear(Metric.CAMPAIGN_INFO);
        series.clear(Metric.CAMPAIGN_RUNS);
        for (CampaignCount campaign : campaigns) {
            series.set(Metric.CAMPAIGN_INFO, 1, campaign.campaign(), campaign.name());
            for (RunCount state : RunCount.values()) {
                series.set(
                        Metric.CAMPAIGN_RUNS,
                        campaign.runs().getOrDefault(state, 0),
                        campaign.campaign(),
                        state.label());
            }
        }
    }

    public synchronized void epoch(long epoch) {
        series.set(Metric.EPOCH, (double) epoch);
    }

    /** A timed resize of a result that came into the store. */
    public synchronized void resized(String mode, boolean shrinks, double seconds, long bytes) {
        String direction = shrinks ? "shrink" : "grow";
        series.observe(Metric.RESIZE_DURATION, seconds, mode, direction);
        series.count(Metric.RESIZED, (double) bytes, mode, direction);
    }

    /**
     * In one of the histograms.
     *
     * @param took below 0, where two clocks differ, it counts as 0
     */
    public synchronized void observe(Metric histogram, Duration took, String... labels) {
        series.observe(histogram, Math.max(0, took.toNanos() / NANOS_PER_SECOND), labels);
    }

    /** All values now, in Prometheus' text format 0.0.4. */
    public synchronized String scrape() {
        hosts.passTo(clock.instant());
        return series.scrape();
    }

    static String label(FailureKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
