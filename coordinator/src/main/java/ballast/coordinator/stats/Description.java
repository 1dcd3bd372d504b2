package ballast.coordinator.stats;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.statistics.descriptive.Mean;
import org.apache.commons.statistics.descriptive.Median;
import org.apache.commons.statistics.descriptive.Quantile;
import org.apache.commons.statistics.descriptive.StandardDeviation;

/**
 * Repeated measurements of one thing. All values count in everything; outliers are told, never dropped.
 *
 * @param values as they were measured, in that order
 * @param median NaN of no values
 * @param interval of the median, by {@link Bootstrap}; empty of fewer than two values
 * @param variation coefficient of variation: standard deviation of the sample (n − 1) ÷ |mean|; empty of fewer than two values,
 *     or if the mean is 0
 * @param outliers values outside Tukey's fences, 1.5 interquartile ranges beyond the quartiles (Exploratory Data Analysis, 1977);
 *     of fewer than five values none can be told
 */
public record Description(
        List<Double> values,
        double median,
        Optional<Interval> interval,
        Optional<Double> variation,
        List<Double> outliers) {
    private static final int FEWEST_FOR_OUTLIERS = 5;
    private static final double FENCE = 1.5;

    public Description {
        values = List.copyOf(values);
        outliers = List.copyOf(outliers);
    }

    /** @param values finite */
    public static Description of(List<Double> values, Bootstrap bootstrap) {
        double[] numbers = values.stream().mapToDouble(value -> value).toArray();
        return new Description(
                values,
                median(numbers.clone()),
                bootstrap.of(numbers, Description::median),
                variation(numbers),
                outliers(numbers));
    }

    public int count() {
        return values.size();
    }

    /** Puts the numbers in another order. */
    static double median(double[] numbers) {
        return Median.withDefaults().evaluate(numbers);
    }

    private static Optional<Double> variation(double[] numbers) {
        double mean = Mean.of(numbers).getAsDouble();
        return numbers.length < 2 || mean == 0
                ? Optional.empty()
                : Optional.of(StandardDeviation.of(numbers).getAsDouble() / Math.abs(mean));
    }

    private static List<Double> outliers(double[] numbers) {
        if (numbers.length < FEWEST_FOR_OUTLIERS) {
            return List.of();
        }
        double[] quartiles =
                Quantile.withDefaults().with(Quantile.EstimationMethod.HF7).evaluate(numbers.clone(), 0.25, 0.75);
        double reach = FENCE * (quartiles[1] - quartiles[0]);
        return Arrays.stream(numbers)
                .filter(value -> value < quartiles[0] - reach || value > quartiles[1] + reach)
                .sorted()
                .boxed()
                .toList();
    }
}
