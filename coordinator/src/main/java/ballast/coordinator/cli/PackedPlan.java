package ballast.coordinator.cli;

import ballast.coordinator.packing.MakespanPlan;
import ballast.coordinator.schedule.Outlook;
import ballast.coordinator.schedule.PackingPlan;
import ballast.coordinator.schedule.PackingPlan.Outcome;
import ballast.coordinator.schedule.PackingPlan.Slot;
import ballast.coordinator.schedule.PackingTask;
import ballast.coordinator.schedule.PlannedRun;
import ballast.coordinator.trace.Trace;
import ballast.model.ByteSize;
import ballast.model.CellId;
import ballast.model.HostId;
import ballast.model.HostReport;
import ballast.model.Packing.Footprint;
import ballast.model.RunId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/**
 * When and where the runs of a matrix that is packed by footprint would start: what the scheduler's own planner finds for hosts that carry
 * nothing else.
 *
 * @param outcome makespan and bounds in s; static is every run with its full size
 * @param hosts that are given runs, by id
 * @param unknown cells of which no host's prediction is known: planned with their full size, and a guess at how long they take
 */
record PackedPlan(Footprint packing, Outcome outcome, List<Host> hosts, Set<CellId> unknown) {
    /**
     * One host's runs.
     *
     * @param budget what the plan may fill
     * @param peak the most that is expected there in one second
     * @param runs in the order of their starts
     */
    record Host(HostId id, ByteSize budget, ByteSize peak, List<Placed> runs) {
        Host {
            runs = List.copyOf(runs);
        }
    }

    /** @param start in s from the plan's beginning; so is the end, as predicted */
    record Placed(RunId run, double start, double end) {}

    PackedPlan {
        hosts = List.copyOf(hosts);
        unknown = new TreeSet<>(unknown);
    }

    /**
     * @param enough says when to be content with what was found
     * @return empty if no run is packed by footprint, or no host could take one
     */
    static Optional<PackedPlan> of(
            Footprint packing, List<PlannedRun> runs, Foresight foresight, BooleanSupplier enough) {
        Optional<PackingTask> task = PackingTask.of(
                foresight.schedule(),
                foresight.fleet(),
                new Outlook(foresight.now(), foresight.forecasts(), PackingPlan.NONE));
        AtomicReference<PackingPlan> best = new AtomicReference<>(PackingPlan.NONE);
        task.ifPresent(wanted -> wanted.solve(1, enough, best::set));
        Outcome outcome = best.get().outcomes().get(foresight.campaign());
        return outcome == null
                ? Optional.empty()
                : Optional.of(new PackedPlan(
                        packing,
                        outcome,
                        hosts(packing, best.get(), sizes(runs), foresight),
                        unknown(best.get(), foresight)));
    }

    private static Map<CellId, ByteSize> sizes(List<PlannedRun> runs) {
        Map<CellId, ByteSize> sizes = new LinkedHashMap<>();
        runs.forEach(run -> sizes.put(run.cell().id(), run.cell().demand().memory()));
        return sizes;
    }

    private static List<Host> hosts(
            Footprint packing, PackingPlan plan, Map<CellId, ByteSize> sizes, Foresight foresight) {
        Map<HostId, List<Placed>> byHost = new TreeMap<>();
        plan.slots()
                .forEach((run, slot) -> byHost.computeIfAbsent(slot.host(), id -> new ArrayList<>())
                        .add(new Placed(
                                run, seconds(foresight.now(), slot.start()), seconds(foresight.now(), slot.end()))));
        List<Host> hosts = new ArrayList<>();
        for (var host : foresight.fleet().hosts()) {
            HostReport report = host.report();
            List<Placed> placed = byHost.getOrDefault(report.id(), List.of());
            if (!placed.isEmpty()) {
                ByteSize usable = new ByteSize(packing.own(report.budget()));
                hosts.add(new Host(report.id(), usable, peak(placed, report, sizes, foresight), placed));
            }
        }
        return hosts;
    }

    private static ByteSize peak(
            List<Placed> placed, HostReport host, Map<CellId, ByteSize> sizes, Foresight foresight) {
        int end = (int) Math.ceil(
                host.speed() * placed.stream().mapToDouble(Placed::end).max().orElse(0));
        long[] sums = new long[end + 1];
        for (Placed run : placed) {
            int start = (int) Math.round(run.start() * host.speed());
            int seconds = (int) Math.round(run.end() * host.speed()) - start;
            CellId cell = run.run().cell();
            Trace trace = foresight
                    .trace(cell, host.id())
                    .orElseGet(() -> Trace.constant(sizes.get(cell).bytes(), seconds));
            for (int second = 0; second < Math.min(seconds, trace.seconds()); second++) {
                sums[start + second] += trace.at(second);
            }
        }
        long peak = 0;
        for (long sum : sums) {
            peak = Math.max(peak, sum);
        }
        return new ByteSize(peak);
    }

    private static Set<CellId> unknown(PackingPlan plan, Foresight foresight) {
        Set<CellId> unknown = new TreeSet<>();
        for (Map.Entry<RunId, Slot> entry : plan.slots().entrySet()) {
            CellId cell = entry.getKey().cell();
            if (foresight.trace(cell, entry.getValue().host()).isEmpty()) {
                unknown.add(cell);
            }
        }
        return unknown;
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1000.0;
    }

    /** How far the makespan is above the lower bound, as a part of the latter; 0: no plan is shorter. */
    double gap() {
        return MakespanPlan.gap(outcome.makespan(), outcome.lowerBound());
    }

    /** All runs that are planned. */
    int runs() {
        return hosts.stream().mapToInt(host -> host.runs().size()).sum();
    }
}
