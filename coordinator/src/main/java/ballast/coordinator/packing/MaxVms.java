package ballast.coordinator.packing;

import ballast.coordinator.trace.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * How many VMs of a periodic workload can cycle for ever on one host, when each may begin its cycle at any second of the period: VM i
 * repeats trace i mod the number of traces.
 */
public final class MaxVms {
    private MaxVms() {}

    /** As the other, without being told of plans on the way. */
    public static MaxVmsPlan plan(List<Trace> cycles, long budget, long vmSize, Options options) {
        return plan(cycles, budget, vmSize, options, better -> {});
    }

    /**
     * @param cycles all as long as the period
     * @param budget of the host in bytes, before the margin
     * @param vmSize full size of one VM in bytes, for the comparison with static packing
     * @param told of each plan that is better than the one before, the first at once
     * @throws IllegalArgumentException if there is no cycle, they differ in length, nothing is ever occupied, or the VM's size or the
     *     budget is not positive
     */
    public static MaxVmsPlan plan(
            List<Trace> cycles, long budget, long vmSize, Options options, Consumer<MaxVmsPlan> told) {
        PeriodicLoad load = PeriodicLoad.of(cycles, budget, vmSize, options);
        List<Integer> offsets = load.simultaneous();
        told.accept(load.plan(offsets));
        var search = new OffsetSearch(load, options);
        while (offsets.size() < load.upperBound() && !options.enough().getAsBoolean()) {
            List<Integer> more = new ArrayList<>(search.oneMore(offsets));
            if (more.isEmpty()) {
                break;
            }
            offsets = more;
            told.accept(load.plan(offsets));
        }
        return load.plan(offsets);
    }
}
