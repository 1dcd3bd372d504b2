package ballast.coordinator.packing;

import ballast.coordinator.trace.Trace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Many VMs that repeat their cycles on one host: their sums, bounds and the plans to compare with. */
final class PeriodicLoad {
    private final List<long[]> cycles;
    private final int period;
    private final long usable;
    private final int upperBound;
    private final int staticVms;
    private final int peakVms;
    private final int simultaneousVms;

    private PeriodicLoad(List<Trace> cycles, long usable, long vmSize) {
        this.cycles = cycles.stream().map(Trace::toArray).toList();
        this.usable = usable;
        period = cycles.get(0).seconds();
        List<Double> means =
                cycles.stream().map(cycle -> cycle.byteSeconds() / period).toList();
        upperBound = prefix(means);
        staticVms = (int) Math.min(Integer.MAX_VALUE, usable / vmSize);
        peakVms = prefix(
                List.of((double) cycles.stream().mapToLong(Trace::peak).max().orElseThrow()));
        simultaneousVms = countSimultaneous();
    }

    static PeriodicLoad of(List<Trace> cycles, long budget, long vmSize, Options options) {
        List<String> problems = new ArrayList<>();
        var lengths = cycles.stream().map(Trace::seconds).collect(Collectors.toCollection(TreeSet::new));
        if (lengths.size() != 1) {
            problems.add("cycles: got " + (lengths.isEmpty() ? "none" : "lengths of " + lengths + " s")
                    + ", want one or more, all as long as the period");
        } else if (cycles.stream().allMatch(cycle -> cycle.peak() == 0)) {
            problems.add(
                    "cycles: got only 0 bytes, want a cycle that occupies something: any number of these would fit");
        }
        if (budget <= 0) {
            problems.add("budget: got " + budget + " bytes, want 1 or more");
        }
        if (vmSize <= 0) {
            problems.add("VM size: got " + vmSize + " bytes, want 1 or more");
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", problems));
        }
        return new PeriodicLoad(cycles, options.usable(budget), vmSize);
    }

    /** How many of the first VMs need no more than is usable, if each needs this much all the time. */
    private int prefix(List<Double> needs) {
        double round = needs.stream().mapToDouble(Double::doubleValue).sum();
        double rounds = Math.floor(usable / round);
        if (rounds * needs.size() >= Integer.MAX_VALUE / 2.0) {
            throw new IllegalArgumentException(
                    "cycles: got " + round + " bytes for a round of VMs, too little for a budget of " + usable);
        }
        int vms = (int) (rounds * needs.size());
        double sum = rounds * round;
        while (sum + needs.get(vms % needs.size()) <= usable) {
            sum += needs.get(vms++ % needs.size());
        }
        return vms;
    }

    private int countSimultaneous() {
        long[] sum = new long[period];
        int vms = 0;
        while (vms < upperBound) {
            long[] next = cycle(vms);
            for (int second = 0; second < period; second++) {
                sum[second] += next[second];
                if (sum[second] > usable) {
                    return vms;
                }
            }
            vms++;
        }
        return vms;
    }

    int period() {
        return period;
    }

    long usable() {
        return usable;
    }

    int upperBound() {
        return upperBound;
    }

    int kinds() {
        return cycles.size();
    }

    /** What this VM repeats; not to be changed. */
    long[] cycle(int vm) {
        return cycles.get(vm % cycles.size());
    }

    /** As many VMs as fit when all begin together. */
    List<Integer> simultaneous() {
        return Collections.nCopies(simultaneousVms, 0);
    }

    long peak(List<Integer> offsets) {
        long[] sum = new long[period];
        for (int vm = 0; vm < offsets.size(); vm++) {
            long[] cycle = cycle(vm);
            int second = offsets.get(vm);
            for (long bytes : cycle) {
                sum[second] += bytes;
                second = second + 1 == period ? 0 : second + 1;
            }
        }
        long peak = 0;
        for (long bytes : sum) {
            peak = Math.max(peak, bytes);
        }
        return peak;
    }

    /** @param bound no more VMs than this fit */
    MaxVmsPlan plan(List<Integer> offsets, int bound) {
        return new MaxVmsPlan(offsets.size(), bound, offsets, peak(offsets), staticVms, peakVms, simultaneousVms);
    }
}
