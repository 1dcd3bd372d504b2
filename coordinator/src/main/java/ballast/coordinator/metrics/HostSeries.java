package ballast.coordinator.metrics;

import ballast.message.AgentFacts;
import ballast.metric.Metric;
import ballast.metric.Series;
import ballast.model.ByteSize;
import ballast.model.GuardStatus;
import ballast.model.HostId;
import ballast.model.HostReport;
import ballast.model.Isolation;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Series of hosts; they stay as long as this coordinator. */
final class HostSeries {
    private static final double MILLIS_PER_SECOND = 1e3;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final int PERCENT = 100;

    private final Series series;
    private final Map<HostId, Host> hosts = new TreeMap<>();
    private List<Lease> leases = List.of();

    private static final class Host {
        private String[] info = {};
        private double footprint;
        private Instant since;

        private Host(Instant since) {
            this.since = since;
        }
    }

    HostSeries(Series series) {
        this.series = series;
    }

    private Host host(HostId id, Instant now) {
        return hosts.computeIfAbsent(id, fresh -> {
            series.expect(Metric.HOST_FOOTPRINT_INTEGRAL, id.value());
            series.set(Metric.HOST_FOOTPRINT, 0, id.value());
            return new Host(now);
        });
    }

    void report(HostReport report, AgentFacts facts, int held, Instant now) {
        String id = report.id().value();
        Host host = host(report.id(), now);
        String[] info = {id, report.driver().label(), report.accelerator().label(), facts.version()};
        if (!Arrays.equals(info, host.info)) {
            if (host.info.length > 0) {
                series.remove(Metric.HOST_INFO, host.info);
            }
            series.set(Metric.HOST_INFO, 1, info);
            host.info = info;
        }
        series.setBytes(Metric.HOST_MEMORY, report.memory().bytes(), id);
        series.setBytes(Metric.HOST_BUDGET, report.budget().bytes(), id);
        series.set(Metric.HOST_RESULTS, held, id);
        facts.spool().ifPresent(spool -> {
            series.setBytes(Metric.HOST_SPOOL_USED, spool.used().bytes(), id);
            series.setBytes(Metric.HOST_SPOOL_LIMIT, spool.limit().bytes(), id);
        });
        facts.planned()
                .or(() -> facts.guard().map(GuardStatus::planned))
                .ifPresent(planned -> series.setBytes(Metric.HOST_PLANNED, planned.bytes(), id));
        facts.guard().ifPresent(guard -> guard(id, guard));
        heardOf(report.id(), now);
    }

    private void guard(String id, GuardStatus guard) {
        GuardStatus.Breaches breaches = guard.breaches();
        series.set(Metric.HOST_BREACHES, breaches.count(), id);
        series.set(Metric.HOST_BREACH_SECONDS, breaches.seconds(), id);
        series.setBytes(Metric.HOST_BREACH_WORST, breaches.worst().bytes(), id);
        series.set(Metric.HOST_HELD, guard.held().size(), id);
        series.set(
                Metric.HOST_AVAILABLE,
                guard.available().map(ByteSize::bytes).map(Long::doubleValue).orElse(Double.NaN),
                id);
        guard.pressure().ifPresent(pressure -> {
            series.set(Metric.HOST_PRESSURE, pressure.some() / PERCENT, id, "some");
            series.set(Metric.HOST_PRESSURE, pressure.full() / PERCENT, id, "full");
        });
    }

    void heardOf(HostId id, Instant now) {
        if (hosts.containsKey(id)) {
            series.set(Metric.HOST_UP, 1, id.value());
            series.set(Metric.HOST_CONTACT, now.toEpochMilli() / MILLIS_PER_SECOND, id.value());
        }
    }

    void silent(HostId id) {
        if (hosts.containsKey(id)) {
            series.set(Metric.HOST_UP, 0, id.value());
        }
    }

    void footprint(HostId id, long bytes, Instant now) {
        Host host = host(id, now);
        integrate(id, host, now);
        host.footprint = bytes;
        series.setBytes(Metric.HOST_FOOTPRINT, bytes, id.value());
    }

    private void integrate(HostId id, Host host, Instant now) {
        double seconds = Math.max(0, Duration.between(host.since, now).toNanos() / NANOS_PER_SECOND);
        series.count(Metric.HOST_FOOTPRINT_INTEGRAL, host.footprint * seconds, id.value());
        host.since = now;
    }

    /** Shown by {@link #passTo}, once for a scrape: hosts report a hundred times a second. */
    void lease(Collection<Lease> given) {
        leases = List.copyOf(given);
    }

    /** What changes with time alone, and what is counted over all hosts. */
    void passTo(Instant now) {
        hosts.forEach((id, host) -> integrate(id, host, now));
        showLeases(now);
    }

    /** Also of a host that has not reported since this coordinator's start. */
    private void showLeases(Instant now) {
        Map<HostId, Map<String, Integer>> counts = new HashMap<>();
        Map<HostId, Integer> overdue = new HashMap<>();
        hosts.keySet().forEach(host -> counts.put(host, new HashMap<>()));
        for (Lease lease : leases) {
            counts.computeIfAbsent(lease.host(), host -> new HashMap<>()).merge(lease.isolation(), 1, Integer::sum);
            overdue.merge(lease.host(), lease.due().isBefore(now) ? 1 : 0, Integer::sum);
        }
        counts.forEach((host, byIsolation) -> {
            for (Isolation isolation : Isolation.values()) {
                series.set(
                        Metric.LEASES, byIsolation.getOrDefault(isolation.label(), 0), host.value(), isolation.label());
            }
            series.set(Metric.HOST_OVERDUE, overdue.getOrDefault(host, 0), host.value());
        });
    }
}
