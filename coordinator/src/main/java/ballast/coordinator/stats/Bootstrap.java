package ballast.coordinator.stats;

import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import org.apache.commons.statistics.descriptive.Quantile;

/**
 * Percentile bootstrap (Efron and Tibshirani, An Introduction to the Bootstrap, 1993, ch. 13): samples are drawn anew from
 * themselves, with replacement, and the interval is what the middle share of the statistics covers. The same seed gives the same
 * interval. Of fewer than about ten values it is too narrow, and of one there is none.
 *
 * @param resamples how often, 100 or more; fewer where samples are so large that it would take long, but never below 200
 * @param confidence the share that the interval covers, between 0 and 1
 */
public record Bootstrap(int resamples, double confidence, long seed) {
    public static final Bootstrap DEFAULT = new Bootstrap(2000, 0.95, 1);

    private static final int LEAST = 100;
    private static final int LEAST_OF_LARGE = 200;
    /** Steps of the statistic, about a second. */
    private static final long MOST_STEPS = 200_000_000;

    public Bootstrap {
        if (resamples < LEAST) {
            throw new IllegalArgumentException("resamples: got " + resamples + ", want " + LEAST + " or more");
        }
        if (!(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException("confidence: got " + confidence + ", want between 0 and 1, as 0.95");
        }
    }

    /** Empty if there are fewer than two values. */
    public Optional<Interval> of(double[] sample, ToDoubleFunction<double[]> statistic) {
        if (sample.length < 2) {
            return Optional.empty();
        }
        var random = new SplittableRandom(seed);
        double[] statistics = new double[rounds(sample.length)];
        for (int i = 0; i < statistics.length; i++) {
            statistics[i] = statistic.applyAsDouble(draw(sample, random));
        }
        return interval(statistics);
    }

    /** Of a statistic of two samples, each drawn by itself; its cost grows with the product of their sizes. Empty if one has fewer than two values. */
    public Optional<Interval> of(double[] a, double[] b, ToDoubleBiFunction<double[], double[]> statistic) {
        if (a.length < 2 || b.length < 2) {
            return Optional.empty();
        }
        var random = new SplittableRandom(seed);
        double[] statistics = new double[rounds((long) a.length * b.length)];
        for (int i = 0; i < statistics.length; i++) {
            statistics[i] = statistic.applyAsDouble(draw(a, random), draw(b, random));
        }
        return interval(statistics);
    }

    private int rounds(long steps) {
        return (int) Math.min(resamples, Math.max(LEAST_OF_LARGE, MOST_STEPS / steps));
    }

    private static double[] draw(double[] sample, SplittableRandom random) {
        double[] drawn = new double[sample.length];
        for (int i = 0; i < drawn.length; i++) {
            drawn[i] = sample[random.nextInt(sample.length)];
        }
        return drawn;
    }

    private Optional<Interval> interval(double[] statistics) {
        double tail = (1 - confidence) / 2;
        double[] ends =
                Quantile.withDefaults().with(Quantile.EstimationMethod.HF7).evaluate(statistics, tail, 1 - tail);
        return Double.isFinite(ends[0]) && Double.isFinite(ends[1])
                ? Optional.of(new Interval(ends[0], ends[1]))
                : Optional.empty();
    }
}
