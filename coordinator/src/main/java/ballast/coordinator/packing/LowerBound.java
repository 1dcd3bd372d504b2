package ballast.coordinator.packing;

import java.util.stream.IntStream;

/** Seconds before which no plan can end. */
final class LowerBound {
    private LowerBound() {}

    /** The largest of: the longest job; all bytes · s by all budgets; all core · s by all cores. */
    static int of(Instance instance) {
        double area = 0;
        double coreSeconds = 0;
        int longest = 0;
        for (int job = 0; job < instance.jobs(); job++) {
            Shape shape = instance.shape(job);
            area += shape.area;
            coreSeconds += (double) shape.cores * shape.seconds();
            longest = Math.max(longest, shape.seconds());
        }
        double bytes = IntStream.range(0, instance.hosts()).mapToDouble(instance::usable).sum();
        double cores = IntStream.range(0, instance.hosts()).mapToDouble(instance::cores).sum();
        return Math.max(longest, Math.max(seconds(area, bytes), seconds(coreSeconds, cores)));
    }

    /** A little less than the quotient, so that rounding never makes it too large. */
    private static int seconds(double need, double has) {
        return need == 0 ? 0 : (int) Math.ceil(need / has * (1 - 1e-9));
    }
}
