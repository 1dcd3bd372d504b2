package ballast.coordinator.report;

import ballast.coordinator.packing.Job;
import ballast.coordinator.packing.Makespan;
import ballast.coordinator.packing.Options;
import ballast.coordinator.packing.PackingHost;
import ballast.coordinator.results.PackingRecord;
import ballast.coordinator.results.RawFiles;
import ballast.coordinator.results.RecordedTrace;
import ballast.coordinator.results.ResultStore;
import ballast.coordinator.results.StoredCampaign;
import ballast.coordinator.results.StoredRun;
import ballast.coordinator.results.StoredStatus;
import ballast.coordinator.trace.Trace;
import ballast.model.ByteSize;
import ballast.model.Demand;
import ballast.model.HostId;
import ballast.model.HostReport;
import ballast.model.Packing.Footprint;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How a campaign that was packed by footprint fared, from its raw samples. An attempt's samples are put where the coordinator's clock has its
 * start, and count in the second after theirs too: so far two clocks may be apart.
 *
 * @param hosts by id
 * @param seconds from the first start to the last end
 * @param staticSeconds the same runs with their durations, but each with its full size, started as early as they fit: an estimate, as
 *     runs that are alone may be faster; empty if one of them is larger than its budget
 * @param plans that were in force, one after the other; and of the first one, its makespan and lower bound
 */
public record PackingSummary(
        Footprint packing,
        Map<HostId, HostUse> hosts,
        double seconds,
        Optional<Integer> staticSeconds,
        int plans,
        Optional<PackingRecord.Outcome> first) {
    /**
     * What the campaign's VMs occupied on one host.
     *
     * @param budget of the campaign there
     * @param peak the most that all of them occupied in one second
     * @param secondsOver in which it was more than the budget
     */
    public record HostUse(ByteSize budget, ByteSize peak, int secondsOver) {}

    public PackingSummary {
        hosts = new TreeMap<>(hosts);
    }

    /** Empty if the campaign was not packed by footprint, or nothing has ended. Blocks on the disk. */
    static Optional<PackingSummary> of(StoredCampaign campaign) throws IOException {
        if (!(campaign.campaign().packing() instanceof Footprint packing)) {
            return Optional.empty();
        }
        List<StoredRun> ended = campaign.runs().stream()
                .filter(run -> run.status() instanceof StoredStatus.Ended)
                .toList();
        Optional<PackingRecord> record = ResultStore.plan(campaign.path());
        return ended.isEmpty() ? Optional.empty() : Optional.of(of(packing, ended, record));
    }

    private static PackingSummary of(Footprint packing, List<StoredRun> runs, Optional<PackingRecord> record)
            throws IOException {
        Instant begin = runs.stream()
                .map(run -> status(run).started())
                .min(Instant::compareTo)
                .orElseThrow();
        Instant end = runs.stream()
                .map(run -> status(run).ended())
                .max(Instant::compareTo)
                .orElseThrow();
        int length = (int) Duration.between(begin, end).toSeconds() + 2;
        Map<HostId, HostReport> reports = new TreeMap<>();
        Map<HostId, long[]> sums = new TreeMap<>();
        for (StoredRun run : runs) {
            HostReport report = RawFiles.spec(run.path()).host();
            reports.put(report.id(), report);
            long[] sum = sums.computeIfAbsent(report.id(), id -> new long[length]);
            double offset = Duration.between(begin, status(run).started()).toMillis() / 1000.0;
            for (Trace vm : RecordedTrace.read(run.path())) {
                add(vm, report.speed(), (int) offset, sum);
            }
        }
        Map<HostId, HostUse> hosts = new TreeMap<>();
        sums.forEach((host, sum) -> hosts.put(host, use(budget(packing, reports.get(host)), sum)));
        return new PackingSummary(
                packing,
                hosts,
                Duration.between(begin, end).toMillis() / 1000.0,
                statically(packing, runs, List.copyOf(reports.values())),
                record.map(PackingRecord::plans).orElse(0),
                record.flatMap(PackingRecord::first));
    }

    private static StoredStatus.Ended status(StoredRun run) {
        return (StoredStatus.Ended) run.status();
    }

    private static ByteSize budget(Footprint packing, HostReport host) {
        return packing.budget().filter(own -> own.compareTo(host.budget()) < 0).orElse(host.budget());
    }

    private static void add(Trace vm, double speed, int offset, long[] sum) {
        int seconds = (int) Math.ceil(vm.seconds() / speed);
        for (int second = 0; second <= seconds && offset + second < sum.length; second++) {
            long most = 0;
            for (int at = (int) ((second - 1) * speed); at <= (int) (second * speed); at++) {
                most = Math.max(most, vm.at(at));
            }
            sum[offset + second] += most;
        }
    }

    private static HostUse use(ByteSize budget, long[] sum) {
        long peak = Arrays.stream(sum).max().orElse(0);
        int over =
                (int) Arrays.stream(sum).filter(bytes -> bytes > budget.bytes()).count();
        return new HostUse(budget, new ByteSize(peak), over);
    }

    private static Optional<Integer> statically(Footprint packing, List<StoredRun> runs, List<HostReport> hosts) {
        List<Job> jobs = new ArrayList<>();
        for (StoredRun run : runs) {
            Demand demand = run.cell().demand();
            int seconds = (int) Math.max(
                    1,
                    Math.round(
                            Duration.between(status(run).started(), status(run).ended())
                                            .toMillis()
                                    / 1000.0));
            jobs.add(new Job(
                    run.run().toString(),
                    run.cell().id().value(),
                    Trace.constant(demand.memory().bytes(), seconds),
                    demand.memory().bytes(),
                    demand.cores()));
        }
        List<PackingHost> empty = hosts.stream()
                .map(host -> PackingHost.empty(
                        host.id().value(), budget(packing, host).bytes(), host.cores()))
                .toList();
        try {
            return Optional.of(
                    Makespan.plan(jobs, empty, new Options(0, 1, () -> true, 1)).staticMakespan());
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // one that only its footprint let in
        }
    }

    /** For people, a line each. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        hosts.forEach((host, use) -> lines.add(
                "packed by footprint: host " + host + ": peak " + use.peak().toHumanText() + " of a budget of "
                        + use.budget().toHumanText()
                        + (use.secondsOver() == 0 ? ", never over it" : ", over it for " + use.secondsOver() + " s")));
        lines.add("packed by footprint: " + Math.round(seconds)
                + " s from the first start to the last end; with full sizes "
                + staticSeconds.map(known -> "about " + known + " s").orElse("not possible")
                + "; " + plans + (plans == 1 ? " plan" : " plans"));
        return lines;
    }
}
