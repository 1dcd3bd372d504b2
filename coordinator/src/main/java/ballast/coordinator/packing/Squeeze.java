package ballast.coordinator.packing;

import java.util.Comparator;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * Looks for a plan that ends by a deadline: iterated local search. A round puts some jobs anywhere, descends on a coarse grid and, where
 * that looks good, on finer ones; the round's result is kept when it is no worse.
 */
final class Squeeze {
    private static final int[] STEPS = {20, 5, 1};
    /** A grid is no coarser than that the time until the deadline has so many cells. */
    private static final int CELLS = 100;

    private static final int SWEEPS = 50;
    private static final int FEW_SWEEPS = 8;
    /** A round is refined if the coarse excess is no larger than this times the least. */
    private static final double PROMISING = 1.15;

    private final Instance instance;
    private final int deadline;
    private final SplittableRandom random;
    private final BooleanSupplier enough;
    private final int[] steps;
    private int[] host;
    private int[] start;
    private long excess = Long.MAX_VALUE;
    /** By grid the least excess that a round came to it with. */
    private final double[] least = {0, Double.MAX_VALUE, Double.MAX_VALUE};

    private Squeeze(
            Instance instance, int[] host, int[] start, int deadline, SplittableRandom random, BooleanSupplier enough) {
        this.instance = instance;
        this.deadline = deadline;
        this.random = random;
        this.enough = enough;
        steps = IntStream.of(STEPS)
                .map(step -> Math.max(1, Math.min(step, deadline / CELLS)))
                .distinct()
                .toArray();
        this.host = host;
        this.start = start;
    }

    /** Begins with this schedule, compressed in time. */
    static Squeeze compressed(
            Instance instance, Schedule from, int deadline, SplittableRandom random, BooleanSupplier enough) {
        int[] start = from.start().clone();
        for (int job = 0; job < start.length; job++) {
            int seconds = instance.shape(job).seconds();
            start[job] = (int) ((long) start[job] * (deadline - seconds) / Math.max(1, from.makespan() - seconds));
        }
        return new Squeeze(instance, from.host().clone(), start, deadline, random, enough);
    }

    /** Begins with this schedule's order on each host, but with the same time between any two starts. */
    static Squeeze spaced(
            Instance instance, Schedule from, int deadline, SplittableRandom random, BooleanSupplier enough) {
        int[] start = new int[instance.jobs()];
        for (int host = 0; host < instance.hosts(); host++) {
            int on = host;
            int[] jobs = IntStream.range(0, start.length)
                    .filter(job -> from.host()[job] == on)
                    .boxed()
                    .sorted(Comparator.comparing(job -> from.start()[job]))
                    .mapToInt(Integer::intValue)
                    .toArray();
            for (int each = 0; each < jobs.length; each++) {
                int last = deadline - instance.shape(jobs[each]).seconds();
                start[jobs[each]] = (int) ((long) last * each / Math.max(1, jobs.length - 1));
            }
        }
        return new Squeeze(instance, from.host().clone(), start, deadline, random, enough);
    }

    /** A schedule that ends by the deadline, or nothing after so many rounds. */
    Optional<Schedule> rounds(int most) {
        for (int round = 0; round < most && !enough.getAsBoolean(); round++) {
            int[] nextHost = host.clone();
            int[] nextStart = start.clone();
            if (round(nextHost, nextStart)) {
                return Optional.of(Compaction.compact(instance, nextHost, nextStart));
            }
        }
        return Optional.empty();
    }

    private boolean round(int[] nextHost, int[] nextStart) {
        var coarse = new StartGrid(instance, steps[0], deadline, nextHost, nextStart);
        if (excess != Long.MAX_VALUE) {
            for (int moved = random.nextInt(1, Math.min(4, nextStart.length) + 1); moved > 0; moved--) {
                coarse.scatter(random.nextInt(nextStart.length), random);
            }
        }
        long reached = coarse.descend(SWEEPS, Integer.MAX_VALUE, random, enough);
        boolean promising = reached <= excess * PROMISING;
        if (reached <= excess) {
            host = nextHost.clone();
            start = nextStart.clone();
            excess = reached;
        }
        if (!promising || enough.getAsBoolean()) {
            return false;
        }
        for (int level = 1; level < steps.length; level++) {
            var finer = new StartGrid(instance, steps[level], deadline, nextHost, nextStart);
            int window = 2 * steps[level - 1] / steps[level];
            long before = finer.excess();
            if (before > least[level] * PROMISING) {
                return false;
            }
            least[level] = Math.min(least[level], (double) before);
            reached = finer.descend(level + 1 == steps.length ? SWEEPS : FEW_SWEEPS, window, random, enough);
        }
        return reached == 0;
    }
}
