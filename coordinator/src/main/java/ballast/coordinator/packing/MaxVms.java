package ballast.coordinator.packing;

import ballast.coordinator.trace.Trace;
import java.util.List;
import java.util.Optional;
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
     * @param told of each plan that is better than the one before, the first at once; a bound that is proved only at the end is in the result alone
     * @throws IllegalArgumentException if there is no cycle, they differ in length, nothing is ever occupied, or the VM's size or the
     *     budget is not positive
     */
    public static MaxVmsPlan plan(
            List<Trace> cycles, long budget, long vmSize, Options options, Consumer<MaxVmsPlan> told) {
        PeriodicLoad load = PeriodicLoad.of(cycles, budget, vmSize, options);
        List<Integer> offsets = load.simultaneous();
        int bound = load.upperBound();
        told.accept(load.plan(offsets, bound));
        var search = new OffsetSearch(load, options);
        var proof = new OffsetProof(load, options);
        while (offsets.size() < bound && !options.enough().getAsBoolean()) {
            List<Integer> more = search.oneMore(offsets, OffsetSearch.FEW);
            if (more.isEmpty()) {
                Optional<OffsetProof.Answer> known = proof.fit(offsets.size() + 1);
                if (known.isPresent() && known.get().isImpossible()) {
                    bound = offsets.size();
                    break;
                }
                more = known.isPresent() ? known.get().offsets() : search.oneMore(offsets, OffsetSearch.MANY);
            }
            if (more.isEmpty()) {
                break;
            }
            offsets = more;
            told.accept(load.plan(offsets, bound));
        }
        return load.plan(offsets, bound);
    }
}
