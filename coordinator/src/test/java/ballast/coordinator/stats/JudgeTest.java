package ballast.coordinator.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class JudgeTest {
    private static final Bootstrap QUICK = new Bootstrap(200, 0.95, 1);

    @Test
    void aClearDifferenceIsFound() {
        TwoSamples pair = samples(List.of(1.0, 1.01, 0.99, 1.02), List.of(0.8, 0.81, 0.79, 0.82));
        assertThat(pair.ratio().orElseThrow()).isCloseTo(0.8, within(0.01));
        assertThat(pair.interval().orElseThrow().high()).isLessThan(0.9);
        assertThat(judge(pair).verdict()).isEqualTo(Verdict.DIFFERENT);
    }

    @Test
    void threeRunsCannotTellHoweverClear() {
        Judge.Judgement three = judge(samples(List.of(1.0, 1.01, 0.99), List.of(0.5, 0.51, 0.49)));
        assertThat(three.verdict()).isEqualTo(Verdict.NOT_ENOUGH_DATA);
        assertThat(three.needed()).isEqualTo(4);
        assertThat(judge(samples(List.of(1.0), List.of(1.0))).needed()).isEqualTo(4);
        assertThat(judge(samples(List.of(1.0, 1.0, 1.0, 1.0), List.of())).verdict())
                .isEqualTo(Verdict.NOT_ENOUGH_DATA);
    }

    @Test
    void manyAlikeRunsShowNoDifference() {
        TwoSamples pair = samples(of(20, 0.01, 1), of(20, 0.01, 2));
        Judge.Judgement judgement = judge(pair);
        assertThat(judgement.verdict()).isEqualTo(Verdict.NO_DIFFERENCE);
        assertThat(judgement.needed()).isZero();
    }

    @Test
    void noisyRunsAreNotEnough() {
        TwoSamples pair = samples(List.of(0.5, 0.8, 1.0, 1.3, 1.6, 0.7), List.of(0.6, 0.75, 1.1, 1.2, 1.5, 0.9));
        Judge.Judgement judgement = judge(pair);
        assertThat(judgement.verdict()).isEqualTo(Verdict.NOT_ENOUGH_DATA);
        assertThat(judgement.needed()).as("40 % of noise and 5 % that count").isGreaterThan(30);
    }

    @Test
    void manyComparisonsWantMore() {
        TwoSamples pair = samples(List.of(1.0, 1.01, 0.99, 1.02), List.of(0.8, 0.81, 0.79, 0.82));
        List<Judge.Judgement> two = Judge.DEFAULT.judge(List.of(pair, pair));
        assertThat(two.get(0).p()).isCloseTo(4 / 70.0, within(1e-12));
        assertThat(two.get(0).verdict()).isEqualTo(Verdict.NOT_ENOUGH_DATA);
        assertThat(two.get(0).needed()).isEqualTo(5);
        assertThat(new Judge(0.05, 0.05, Correction.NONE)
                        .judge(List.of(pair, pair))
                        .get(1)
                        .verdict())
                .isEqualTo(Verdict.DIFFERENT);
    }

    @Test
    void comparisonsThatCouldNeverTellDoNotCount() {
        TwoSamples clear = samples(List.of(1.0, 1.01, 0.99, 1.02), List.of(0.8, 0.81, 0.79, 0.82));
        TwoSamples once = samples(List.of(1.0), List.of(2.0));
        List<Judge.Judgement> judged = Judge.DEFAULT.judge(List.of(once, clear, once, once));
        assertThat(Judge.DEFAULT.family(List.of(once, clear, once, once))).isEqualTo(1);
        assertThat(judged.get(1).p()).isCloseTo(2 / 70.0, within(1e-12));
        assertThat(judged.get(1).verdict()).isEqualTo(Verdict.DIFFERENT);
        assertThat(judged.get(0).p()).isEqualTo(1);
    }

    @Test
    void whatIsZeroHasNoRatio() {
        TwoSamples pair = samples(List.of(0.0, 0.0, 0.0, 0.0), List.of(1.0, 2.0, 3.0, 4.0));
        assertThat(pair.ratio()).isEmpty();
        assertThat(pair.interval()).isEmpty();
        assertThat(judge(pair).verdict()).isEqualTo(Verdict.DIFFERENT);
        assertThat(samples(List.of(2.0), List.of(0.0)).ratio()).contains(0.0);
    }

    @Property(tries = 200)
    void theRatioFollowsTheUnit(
            @ForAll @Size(min = 1, max = 6) List<@DoubleRange(min = 0.1, max = 10) Double> a,
            @ForAll @Size(min = 1, max = 6) List<@DoubleRange(min = 0.1, max = 10) Double> b,
            @ForAll @DoubleRange(min = 0.5, max = 4) double factor) {
        double ratio = samples(a, b).ratio().orElseThrow();
        List<Double> more = b.stream().map(value -> value * factor).toList();
        assertThat(samples(a, more).ratio().orElseThrow()).isCloseTo(factor * ratio, within(1e-9 * factor * ratio));
        assertThat(samples(a, a).ratio().orElseThrow()).isBetween(0.01, 100.0);
    }

    /** Few and tied values: against all ways to deal them out, one by one. */
    @Property(tries = 100)
    void theTestCountsAllWays(
            @ForAll @Size(min = 1, max = 5) List<@IntRange(min = 0, max = 4) Integer> a,
            @ForAll @Size(min = 1, max = 5) List<@IntRange(min = 0, max = 4) Integer> b) {
        double[] left = a.stream().mapToDouble(value -> value).toArray();
        double[] right = b.stream().mapToDouble(value -> value).toArray();
        double observed = Math.abs(u(left, right));
        double[] all =
                DoubleStream.concat(Arrays.stream(left), Arrays.stream(right)).toArray();
        int ways = 0;
        int far = 0;
        for (int chosen = 0; chosen < 1 << all.length; chosen++) {
            if (Integer.bitCount(chosen) == left.length) {
                ways++;
                far += Math.abs(u(dealt(all, chosen, true), dealt(all, chosen, false))) >= observed ? 1 : 0;
            }
        }
        assertThat(RankTest.of(left, right).p()).isCloseTo(far / (double) ways, within(1e-9));
    }

    /** Pairs in which b is above less pairs in which it is below: whole numbers. */
    private static double u(double[] a, double[] b) {
        double sum = 0;
        for (double x : a) {
            for (double y : b) {
                sum += Math.signum(y - x);
            }
        }
        return sum;
    }

    private static double[] dealt(double[] all, int chosen, boolean in) {
        return IntStream.range(0, all.length)
                .filter(i -> in == ((chosen & (1 << i)) != 0))
                .mapToDouble(i -> all[i])
                .toArray();
    }

    private static List<Double> of(int count, double deviation, long seed) {
        var random = new Random(seed);
        return DoubleStream.generate(() -> 1 + deviation * random.nextGaussian())
                .limit(count)
                .boxed()
                .toList();
    }

    private static TwoSamples samples(List<Double> a, List<Double> b) {
        return TwoSamples.of(a, b, QUICK);
    }

    private static Judge.Judgement judge(TwoSamples pair) {
        return Judge.DEFAULT.judge(List.of(pair)).get(0);
    }
}
