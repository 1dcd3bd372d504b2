package ballast.coordinator.stats;

import java.util.stream.DoubleStream;
import org.apache.commons.statistics.inference.MannWhitneyUTest;
import org.apache.commons.statistics.inference.PValueMethod;
import org.apache.commons.statistics.ranking.NaturalRanking;
import org.apache.commons.statistics.ranking.TiesStrategy;

/**
 * Whether two samples differ in where they lie: the Mann–Whitney U test, two-sided (Mann and Whitney, On a Test of Whether One of Two
 * Random Variables Is Stochastically Larger than the Other, 1947). Exact for up to 50 values each without ties. With ties the
 * exact permutation distribution of the rank sum for up to 50 values together, and else the normal approximation, corrected for ties.
 *
 * @param p the chance of so different ranks if both samples came from the same; 1 if one of them is empty
 * @param delta Cliff's delta (Dominance Statistics, 1993): how often a value of b is above one of a, less how often it is below,
 *     as a share of all pairs, −1 to 1; NaN if one of them is empty
 */
public record RankTest(double p, double delta) {
    private static final int MOST_EXACT = 50;

    static RankTest of(double[] a, double[] b) {
        if (a.length == 0 || b.length == 0) {
            return new RankTest(1, Double.NaN);
        }
        double pairs = (double) a.length * b.length;
        double u = MannWhitneyUTest.withDefaults().statistic(b, a);
        double delta = 2 * u / pairs - 1;
        return new RankTest(Math.min(1, p(a, b)), delta);
    }

    private static double p(double[] a, double[] b) {
        double[] both =
                DoubleStream.concat(DoubleStream.of(b), DoubleStream.of(a)).toArray();
        long distinct = DoubleStream.of(both).distinct().count();
        if (distinct == 1) {
            return 1;
        }
        boolean ties = distinct < both.length;
        if (ties && both.length <= MOST_EXACT) {
            return permutation(both, b.length);
        }
        boolean exact = !ties && Math.max(a.length, b.length) <= MOST_EXACT;
        return MannWhitneyUTest.withDefaults()
                .with(exact ? PValueMethod.EXACT : PValueMethod.ASYMPTOTIC)
                .test(b, a)
                .getPValue();
    }

    /**
     * How many of all ways to choose {@code size} of the values have a rank sum at least as far from its mean as that of the first
     * {@code size}: counted, by doubled mid-ranks, which are whole numbers.
     */
    private static double permutation(double[] values, int size) {
        double[] ranks = new NaturalRanking(TiesStrategy.AVERAGE).apply(values);
        int total = values.length * (values.length + 1);
        double[][] ways = new double[size + 1][total + 1];
        ways[0][0] = 1;
        int observed = 0;
        for (int i = 0; i < ranks.length; i++) {
            int rank = (int) Math.round(2 * ranks[i]);
            observed += i < size ? rank : 0;
            for (int chosen = Math.min(i + 1, size); chosen > 0; chosen--) {
                for (int sum = total; sum >= rank; sum--) {
                    ways[chosen][sum] += ways[chosen - 1][sum - rank];
                }
            }
        }
        double mean = (double) size * (values.length + 1);
        double all = 0;
        double far = 0;
        for (int sum = 0; sum <= total; sum++) {
            all += ways[size][sum];
            far += Math.abs(sum - mean) >= Math.abs(observed - mean) ? ways[size][sum] : 0;
        }
        return far / all;
    }

    /** The smallest p that so many values can ever give: 2 ÷ (a + b over a). */
    static double smallest(int a, int b) {
        double ways = 1;
        for (int i = 1; i <= Math.min(a, b); i++) {
            ways = ways * (a + b - Math.min(a, b) + i) / i;
        }
        return Math.min(1, 2 / ways);
    }
}
