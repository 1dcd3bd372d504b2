package ballast.coordinator.packing;

import java.util.function.BooleanSupplier;

/**
 * How to plan.
 *
 * @param margin the part of each budget that stays free, from 0 up to but not 1: the sum of footprints stays within budget ×
 *     (1 − margin)
 * @param seed of the search: with the same seed a search that ends by itself gives the same plan
 * @param enough says when to stop and give the best plan so far; is asked often and by several threads. A first plan is made in
 *     any case
 * @param threads that search, 1 or more
 * @param exact whether the exact engine may help where it is installed. Its native code ends the whole process when it fails: not for one
 *     that others rely on
 */
public record Options(double margin, long seed, BooleanSupplier enough, int threads, boolean exact) {
    /** Without the exact engine. */
    public Options(double margin, long seed, BooleanSupplier enough, int threads) {
        this(margin, seed, enough, threads, false);
    }

    public Options withExactEngine() {
        return new Options(margin, seed, enough, threads, true);
    }

    public Options {
        if (!(margin >= 0 && margin < 1)) {
            throw new IllegalArgumentException("margin: got " + margin + ", want from 0 up to but not 1");
        }
        if (threads < 1) {
            throw new IllegalArgumentException("threads: got " + threads + ", want 1 or more");
        }
    }

    /** What may be used of a budget, rounded down. */
    public long usable(long budget) {
        return (long) Math.floor(budget * (1 - margin));
    }
}
