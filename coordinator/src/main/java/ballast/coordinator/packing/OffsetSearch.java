package ballast.coordinator.packing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Finds offsets for one VM more: iterated local search. A round puts some VMs anywhere, descends on a coarse grid and, where that looks
 * good, on finer ones; the round's result is kept when it is no worse.
 */
final class OffsetSearch {
    private static final int[] STEPS = {20, 5, 1};
    /** A grid is no coarser than that a period has so many cells. */
    private static final int CELLS = 60;
    /** Rounds of each thread that find what is easy to find. */
    static final int FEW = 200;
    /** Rounds of each thread before it is given up. */
    static final int MANY = 2000;
    /** Rounds between two looks at what the other threads have. */
    private static final int BATCH = 50;

    private final PeriodicLoad load;
    private final Options options;
    private final List<OffsetGrid> grids;

    OffsetSearch(PeriodicLoad load, Options options) {
        this.load = load;
        this.options = options;
        grids = Arrays.stream(STEPS)
                .map(step -> divisor(load.period(), Math.max(1, Math.min(step, load.period() / CELLS))))
                .distinct()
                .mapToObj(step -> new OffsetGrid(load, step, load.upperBound()))
                .toList();
    }

    /** The largest that is not above this. */
    private static int divisor(int period, int most) {
        return IntStream.iterate(most, step -> step - 1)
                .filter(step -> period % step == 0)
                .findFirst()
                .orElseThrow();
    }

    /** Offsets for one VM more than these, or nothing if none were found. */
    List<Integer> oneMore(List<Integer> offsets, int rounds) {
        int[] start = new int[offsets.size() + 1];
        Arrays.setAll(start, vm -> vm < offsets.size() ? offsets.get(vm) : 0);
        List<Climb> climbs = IntStream.range(0, options.threads())
                .mapToObj(thread -> new Climb(start, new SplittableRandom(options.seed() * 31 + thread)))
                .toList();
        for (int done = 0; done < rounds && !options.enough().getAsBoolean(); done += BATCH) {
            // The first in order that found something: which thread was faster does not matter.
            climbs.parallelStream().forEach(Climb::batch);
            for (Climb climb : climbs) {
                if (climb.found != null) {
                    return Arrays.stream(climb.found).boxed().toList();
                }
            }
        }
        return new ArrayList<>();
    }

    /** One thread's search. */
    private final class Climb {
        private final SplittableRandom random;
        private final OffsetGrid coarse = grids.get(0);
        private int[] current;
        private long excess;
        private long fineExcess = Long.MAX_VALUE;
        private int[] found;

        Climb(int[] start, SplittableRandom random) {
            this.random = random;
            current = start.clone();
            current[current.length - 1] = random.nextInt(load.period());
            excess = Long.MAX_VALUE;
        }

        void batch() {
            for (int round = 0;
                    round < BATCH && found == null && !options.enough().getAsBoolean();
                    round++) {
                round();
            }
        }

        private void round() {
            int[] next = current.clone();
            if (excess != Long.MAX_VALUE) {
                for (int moved = random.nextInt(1, Math.min(4, next.length) + 1); moved > 0; moved--) {
                    next[random.nextInt(next.length)] = random.nextInt(load.period());
                }
            }
            long reached = coarse.descend(next, load.period(), random);
            boolean better = reached <= excess;
            if (better) {
                current = next.clone();
                excess = reached;
            }
            if (reached <= excess * 1.15) {
                refine(next);
            }
        }

        private void refine(int[] offsets) {
            long left = coarse.excess(offsets);
            for (int level = 1; level < grids.size(); level++) {
                OffsetGrid grid = grids.get(level);
                left = grid.descend(offsets, 2 * grids.get(level - 1).step() / grid.step(), random);
            }
            fineExcess = Math.min(fineExcess, left);
            if (left == 0) {
                found = offsets;
            }
        }
    }
}
