package ballast.coordinator.packing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Whether so many VMs fit at all: branch and bound over boxes of offsets, exact to the second and the byte. A box gives each VM an interval of
 * offsets; a VM occupies at any second no less than the least of what it does there for any offset of its interval. Where these sum up to
 * more than is usable, no plan is in the box; otherwise its widest interval is halved. It grows with the power of the number of VMs, and so
 * answers for a few.
 */
final class OffsetProof {
    /** Boxes before it is given up, some seconds' work; counted, not timed, so that the same answer comes again. */
    private static final int BOXES = 300_000;

    private static final int STRIDE = 256;

    private final PeriodicLoad load;
    private final Options options;
    private final int period;
    /** For each cycle and width of an interval: at each second the least of so many seconds up to it, twice in a row. */
    private final List<Map<Integer, long[]>> least = new ArrayList<>();

    OffsetProof(PeriodicLoad load, Options options) {
        this.load = load;
        this.options = options;
        period = load.period();
        for (int kind = 0; kind < load.kinds(); kind++) {
            least.add(new TreeMap<>());
        }
    }

    /**
     * What is known.
     *
     * @param offsets of a plan; empty: there is none
     */
    record Answer(List<Integer> offsets) {
        boolean isImpossible() {
            return offsets.isEmpty();
        }
    }

    /** Nothing if it would take too long to know. */
    Optional<Answer> fit(int vms) {
        var boxes = new Boxes(vms);
        boolean found = boxes.holdPlan();
        if (found) {
            return Optional.of(new Answer(Arrays.stream(boxes.from).boxed().toList()));
        }
        return boxes.givenUp ? Optional.empty() : Optional.of(new Answer(List.of()));
    }

    private long[] least(int vm, int width) {
        Map<Integer, long[]> known = least.get(vm % load.kinds());
        long[] values = known.get(width);
        if (values == null) {
            values = width == 1 ? twice(load.cycle(vm)) : merge(least(vm, (width + 1) / 2), width / 2);
            known.put(width, values);
        }
        return values;
    }

    private static long[] twice(long[] cycle) {
        long[] twice = Arrays.copyOf(cycle, 2 * cycle.length);
        System.arraycopy(cycle, 0, twice, cycle.length, cycle.length);
        return twice;
    }

    /** Two windows that together are wider than one of them by this. */
    private long[] merge(long[] half, int wider) {
        long[] both = new long[2 * period];
        for (int second = 0; second < both.length; second++) {
            both[second] = Math.min(half[second], half[Math.floorMod(second - wider, period)]);
        }
        return both;
    }

    /** One question's search, depth first. */
    private final class Boxes {
        private final int[] from;
        private final int[] width;
        private final List<long[]> sums = new ArrayList<>();
        private int seen;
        private boolean givenUp;

        /** All that is periodic can be turned so that the first VM begins at 0. */
        Boxes(int vms) {
            from = new int[vms];
            width = new int[vms];
            Arrays.fill(width, period);
            width[0] = 1;
        }

        boolean holdPlan() {
            long[] sum = new long[period];
            for (int vm = 0; vm < from.length; vm++) {
                long[] added = least(vm, width[vm]);
                for (int second = 0; second < period; second++) {
                    sum[second] += added[second];
                }
            }
            sums.add(sum);
            return Arrays.stream(sum).max().orElseThrow() <= load.usable() && holdPlan(0);
        }

        private boolean holdPlan(int depth) {
            int vm = widest();
            if (width[vm] == 1) {
                return true;
            }
            int first = from[vm];
            int whole = width[vm];
            int half = whole / 2;
            boolean found = isPossible(depth, vm, first, half) || isPossible(depth, vm, first + half, whole - half);
            if (!found) {
                from[vm] = first;
                width[vm] = whole;
            }
            return found;
        }

        private boolean isPossible(int depth, int vm, int first, int wide) {
            int wasFirst = from[vm];
            int was = width[vm];
            from[vm] = first;
            width[vm] = wide;
            if (!givenUp && isInOrder(vm) && fits(depth, vm, wasFirst, was) && holdPlan(depth + 1)) {
                return true;
            }
            from[vm] = wasFirst;
            width[vm] = was;
            return false;
        }

        private int widest() {
            int widest = 0;
            for (int vm = 1; vm < width.length; vm++) {
                if (width[vm] > width[widest]) {
                    widest = vm;
                }
            }
            return widest;
        }

        /** Of VMs that repeat the same, but for the first, only one order is looked at. */
        private boolean isInOrder(int vm) {
            int before = vm - load.kinds();
            int after = vm + load.kinds();
            return (before < 1 || from[before] < from[vm] + width[vm])
                    && (after >= from.length || from[vm] < from[after] + width[after]);
        }

        private boolean fits(int depth, int vm, int wasFirst, int was) {
            seen++;
            givenUp = seen > BOXES || options.enough().getAsBoolean();
            if (sums.size() == depth + 1) {
                sums.add(new long[period]);
            }
            long[] before = sums.get(depth);
            long[] sum = sums.get(depth + 1);
            long[] old = least(vm, was);
            long[] now = least(vm, width[vm]);
            int shiftOld = period - wasFirst;
            int shift = period - from[vm];
            for (int start = 0; start < period; start += STRIDE) {
                int end = Math.min(period, start + STRIDE);
                long most = 0;
                for (int second = start; second < end; second++) {
                    sum[second] = before[second] - old[second + shiftOld] + now[second + shift];
                    most = Math.max(most, sum[second]);
                }
                if (most > load.usable()) {
                    return false;
                }
            }
            return true;
        }
    }
}
