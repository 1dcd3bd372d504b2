package ballast.coordinator.stats;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One figure, measured several times in two settings.
 *
 * @param ratio how many times a's values b's are: the median of all quotients of a value of b and one of a, which is
 *     Hodges and Lehmann's estimate of a shift, of logarithms (Estimates of Location Based on Rank Tests, 1963). Empty if one has no
 *     values, a has one that is not above 0, or b one below 0
 * @param interval of the ratio, by {@link Bootstrap}; empty also if one has fewer than two values
 */
public record TwoSamples(
        Description a, Description b, Optional<Double> ratio, Optional<Interval> interval, RankTest rank) {

    /** @param a finite values, as those of b */
    public static TwoSamples of(List<Double> a, List<Double> b, Bootstrap bootstrap) {
        double[] before = numbers(a);
        double[] after = numbers(b);
        boolean quotients = before.length > 0
                && after.length > 0
                && Arrays.stream(before).allMatch(value -> value > 0)
                && Arrays.stream(after).allMatch(value -> value >= 0);
        return new TwoSamples(
                Description.of(a, bootstrap),
                Description.of(b, bootstrap),
                quotients ? Optional.of(ratio(before, after)) : Optional.empty(),
                quotients ? bootstrap.of(before, after, TwoSamples::ratio) : Optional.empty(),
                RankTest.of(before, after));
    }

    static double ratio(double[] a, double[] b) {
        double[] quotients = new double[a.length * b.length];
        int i = 0;
        for (double before : a) {
            for (double after : b) {
                quotients[i++] = after / before;
            }
        }
        return Description.median(quotients);
    }

    private static double[] numbers(List<Double> values) {
        return values.stream().mapToDouble(value -> value).toArray();
    }
}
