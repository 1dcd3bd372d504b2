package ballast.coordinator.stats;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.apache.commons.statistics.descriptive.Median;

/** Median and range of repeated measurements: with a handful of them a mean says more than is known. */
record Spread(double median, double min, double max) {
    /** Of the numbers that are not NaN; empty if there is none. */
    static Optional<Spread> of(DoubleStream values) {
        double[] sorted = values.filter(value -> !Double.isNaN(value)).sorted().toArray();
        if (sorted.length == 0) {
            return Optional.empty();
        }
        double median = Median.withDefaults().evaluate(Arrays.copyOf(sorted, sorted.length));
        return Optional.of(new Spread(median, sorted[0], sorted[sorted.length - 1]));
    }
}
