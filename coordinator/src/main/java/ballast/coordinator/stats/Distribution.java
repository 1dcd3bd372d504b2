package ballast.coordinator.stats;

import java.util.Optional;
import java.util.stream.DoubleStream;
import org.apache.commons.statistics.descriptive.DoubleStatistics;
import org.apache.commons.statistics.descriptive.Quantile;
import org.apache.commons.statistics.descriptive.Statistic;

/**
 * Many measurements of one thing.
 *
 * @param std of a sample (divided by n − 1); NaN if there is one only
 * @param p1 the 1st percentile, linear between neighbours, as numpy and pandas have it; the others likewise
 */
public record Distribution(
        int count,
        double mean,
        double std,
        double min,
        double p1,
        double p5,
        double p25,
        double median,
        double p95,
        double p99,
        double max) {
    private static final Quantile QUANTILES = Quantile.withDefaults().with(Quantile.EstimationMethod.HF7);

    /** Of the numbers that are not NaN; empty if there is none. */
    public static Optional<Distribution> of(DoubleStream values) {
        double[] numbers = values.filter(value -> !Double.isNaN(value)).toArray();
        if (numbers.length == 0) {
            return Optional.empty();
        }
        var moments = DoubleStatistics.of(
                java.util.EnumSet.of(Statistic.MEAN, Statistic.STANDARD_DEVIATION, Statistic.MIN, Statistic.MAX),
                numbers);
        double[] quantiles = QUANTILES.evaluate(numbers, 0.01, 0.05, 0.25, 0.5, 0.95, 0.99);
        return Optional.of(new Distribution(
                numbers.length,
                moments.getAsDouble(Statistic.MEAN),
                numbers.length < 2 ? Double.NaN : moments.getAsDouble(Statistic.STANDARD_DEVIATION),
                moments.getAsDouble(Statistic.MIN),
                quantiles[0],
                quantiles[1],
                quantiles[2],
                quantiles[3],
                quantiles[4],
                quantiles[5],
                moments.getAsDouble(Statistic.MAX)));
    }

    /** All of it, each figure's name behind {@code name} and a line, as in {@code work_p1}. */
    Figures figures(String name) {
        return Figures.NONE
                .and(name + "_mean", mean)
                .and(name + "_std", std)
                .and(name + Figures.MIN, min)
                .and(name + "_p1", p1)
                .and(name + "_p5", p5)
                .and(name + "_p25", p25)
                .and(name + Figures.MEDIAN, median)
                .and(name + "_p95", p95)
                .and(name + "_p99", p99)
                .and(name + Figures.MAX, max)
                .and(name + "_count", count);
    }
}
