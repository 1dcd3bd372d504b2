package ballast.coordinator.packing;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The cycles on a grid of some seconds, in each cell the largest value, and a search for offsets that are multiples of the cell: it
 * moves one VM at a time to where the sum exceeds the budget least, until no move helps. On the grid of one second nothing is
 * rounded in time.
 */
final class OffsetGrid {
    private static final int FULL = 1 << 30;

    private final int step;
    private final int cells;
    /** Each cycle twice, one after the other, so that a cyclic shift is one window of it. */
    private final int[][] twice;

    private final int usable;

    /**
     * @param step seconds of a cell; divides the period
     * @param vms the most that it will be asked for
     */
    OffsetGrid(PeriodicLoad load, int step, int vms) {
        this.step = step;
        cells = load.period() / step;
        // Rounded up where they need and down where they have: what fits here fits in bytes. No sum of VMs overflows an
        // int.
        long unit = Math.max(1, load.usable() / (FULL / (vms + 1)) + 1);
        usable = (int) (load.usable() / unit);
        twice = new int[load.kinds()][2 * cells];
        for (int kind = 0; kind < load.kinds(); kind++) {
            long[] cycle = load.cycle(kind);
            for (int second = 0; second < cycle.length; second++) {
                int value = (int) Math.min(usable + 1L, (cycle[second] + unit - 1) / unit);
                int cell = second / step;
                twice[kind][cell] = Math.max(twice[kind][cell], value);
                twice[kind][cells + cell] = twice[kind][cell];
            }
        }
    }

    int step() {
        return step;
    }

    /** By how much the sum is over the budget, summed over time; 0 if these offsets are a plan. */
    long excess(int[] offsets) {
        return sum(over(offsets));
    }

    /**
     * Moves VMs until no move helps, in random order, and changes the offsets to that.
     *
     * @param offsets in seconds; rounded to the grid
     * @param window how many cells a VM may be moved at once in each direction
     * @return the excess that is left
     */
    long descend(int[] offsets, int window, SplittableRandom random) {
        for (int vm = 0; vm < offsets.length; vm++) {
            offsets[vm] = offsets[vm] / step * step;
        }
        int[] over = over(offsets);
        long excess = sum(over);
        int[] order = new int[offsets.length];
        Arrays.setAll(order, vm -> vm);
        for (int quiet = 0, turn = 0; quiet < offsets.length && excess > 0; turn++) {
            if (turn % offsets.length == 0) {
                Shuffle.shuffle(order, random);
            }
            long before = excess;
            excess = moveToBest(offsets, order[turn % offsets.length], over, excess, window, random);
            quiet = excess < before ? 0 : quiet + 1;
        }
        return excess;
    }

    /** Moves this VM to where the excess is least; of several such places to any. */
    long moveToBest(int[] offsets, int vm, int[] over, long excess, int window, SplittableRandom random) {
        int[] cycle = twice[vm % twice.length];
        int old = offsets[vm] / step;
        add(over, cycle, old, -1);
        int best = old;
        long least = excess;
        int tried = Math.min(2 * window + 1, cells);
        int first = Math.floorMod(old - tried / 2, cells);
        int turn = random.nextInt(tried);
        for (int each = 0; each < tried && least > 0; each++) {
            int offset = (first + (each + turn) % tried) % cells;
            long with = excessWith(over, cycle, offset, least);
            if (with < least || (with == least && offset != old && best == old)) {
                least = with;
                best = offset;
            }
        }
        add(over, cycle, best, 1);
        offsets[vm] = best * step;
        return least;
    }

    /** Stops and gives something larger when it is above the limit. */
    private long excessWith(int[] over, int[] cycle, int offset, long limit) {
        int shift = cells - offset;
        long excess = 0;
        for (int from = 0; from < cells; from += 256) {
            int to = Math.min(cells, from + 256);
            for (int cell = from; cell < to; cell++) {
                excess += Math.max(0, over[cell] + cycle[cell + shift]);
            }
            if (excess > limit) {
                return excess;
            }
        }
        return excess;
    }

    private int[] over(int[] offsets) {
        int[] over = new int[cells];
        Arrays.fill(over, -usable);
        for (int vm = 0; vm < offsets.length; vm++) {
            add(over, twice[vm % twice.length], offsets[vm] / step, 1);
        }
        return over;
    }

    private void add(int[] over, int[] cycle, int offset, int sign) {
        int shift = cells - offset;
        for (int cell = 0; cell < cells; cell++) {
            over[cell] += sign * cycle[cell + shift];
        }
    }

    private static long sum(int[] over) {
        long excess = 0;
        for (int each : over) {
            excess += Math.max(0, each);
        }
        return excess;
    }
}
