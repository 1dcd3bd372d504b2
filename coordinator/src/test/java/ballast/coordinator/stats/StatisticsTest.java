package ballast.coordinator.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Medians, intervals, tests and corrections, against examples that are known or can be told by heart. */
class StatisticsTest {
    private static final Offset<Double> EXACT = within(1e-12);

    @Test
    void outliersAreToldAndCount() {
        Description with = Description.of(List.of(10.0, 11.0, 100.0, 12.0, 13.0), Bootstrap.DEFAULT);
        assertThat(with.median()).isEqualTo(12);
        assertThat(with.outliers()).containsExactly(100.0);
        assertThat(with.count()).isEqualTo(5);
        assertThat(with.values()).containsExactly(10.0, 11.0, 100.0, 12.0, 13.0);
        assertThat(with.interval().orElseThrow().high()).as("it may be drawn").isEqualTo(100);
        assertThat(Description.of(List.of(1.0, 1.0, 1.0, 100.0), Bootstrap.DEFAULT)
                        .outliers())
                .as("four values say nothing about outliers")
                .isEmpty();
    }

    @Test
    void variationIsThatOfTheSample() {
        // mean 4, squares 4 + 0 + 4 over n - 1
        assertThat(Description.of(List.of(2.0, 4.0, 6.0), Bootstrap.DEFAULT).variation())
                .contains(0.5);
        assertThat(Description.of(List.of(2.0), Bootstrap.DEFAULT).variation()).isEmpty();
        assertThat(Description.of(List.of(-1.0, 1.0), Bootstrap.DEFAULT).variation())
                .isEmpty();
        assertThat(Description.of(List.of(2.0), Bootstrap.DEFAULT).interval()).isEmpty();
        assertThat(Description.of(List.of(), Bootstrap.DEFAULT).median()).isNaN();
    }

    @Test
    void theSameSeedGivesTheSameInterval() {
        double[] sample = normal(20, 1, 7);
        Optional<Interval> one = new Bootstrap(500, 0.95, 3).of(sample, Description::median);
        assertThat(new Bootstrap(500, 0.95, 3).of(sample, Description::median)).isEqualTo(one);
        assertThat(new Bootstrap(500, 0.95, 4).of(sample, Description::median)).isNotEqualTo(one);
    }

    /** Of 400 samples of 30, about 95 % of the intervals hold the true median; seeds are fixed. */
    @Test
    void intervalsCoverWhatTheySay() {
        long covered = 0;
        for (int i = 0; i < 400; i++) {
            Interval interval = new Bootstrap(300, 0.95, i)
                    .of(normal(30, 0.1, i + 1000), Description::median)
                    .orElseThrow();
            covered += interval.low() <= 1 && 1 <= interval.high() ? 1 : 0;
        }
        assertThat(covered / 400.0).isBetween(0.91, 0.98);
    }

    @Test
    void settingsThatMakeNoSense() {
        assertThatThrownBy(() -> new Bootstrap(99, 0.95, 1)).hasMessage("resamples: got 99, want 100 or more");
        assertThatThrownBy(() -> new Bootstrap(100, 95, 1))
                .hasMessage("confidence: got 95.0, want between 0 and 1, as 0.95");
        assertThatThrownBy(() -> new Judge(0, 0.05, Correction.HOLM)).hasMessageStartingWith("alpha: got 0.0");
        assertThatThrownBy(() -> new Judge(0.05, 0, Correction.HOLM)).hasMessageStartingWith("equivalence: got 0.0");
    }

    @Test
    void exactProbabilitiesOfRanks() {
        double[] low = {1, 2, 3, 4};
        double[] high = {5, 6, 7, 8};
        // 2 of 70 ways to choose 4 of 8 are so extreme
        assertThat(RankTest.of(low, high).p()).isCloseTo(2 / 70.0, EXACT);
        assertThat(RankTest.of(low, high).delta()).isEqualTo(1);
        assertThat(RankTest.of(high, low).delta()).isEqualTo(-1);
        assertThat(RankTest.smallest(4, 4)).isCloseTo(2 / 70.0, EXACT);
        assertThat(RankTest.smallest(3, 5)).isCloseTo(2 / 56.0, EXACT);
        assertThat(RankTest.smallest(1, 1)).isEqualTo(1);
        assertThat(RankTest.of(low, low.clone()).p()).isEqualTo(1);
        assertThat(RankTest.of(new double[] {1, 1}, new double[] {1}).p()).isEqualTo(1);
        assertThat(RankTest.of(new double[0], high).p()).isEqualTo(1);
    }

    /** 1 2 2 against 2 3 3: of the 20 ways, the rank sums 6.5 to 14.5; counted by hand. */
    @Test
    void tiesAreCountedExactly() {
        RankTest test = RankTest.of(new double[] {1, 2, 2}, new double[] {2, 3, 3});
        // mid-ranks 1, 3, 3, 3, 5.5, 5.5; as far from 10.5 as 14 is: {3 of 3, 5.5, 5.5} and {1, two of the 3}: 3 + 3
        // ways
        assertThat(test.p()).isCloseTo(6 / 20.0, EXACT);
        assertThat(test.delta()).isCloseTo(7 / 9.0, EXACT);
    }

    @Test
    void manyTiesAreApproximated() {
        double[] a =
                DoubleStream.iterate(0, i -> i + 1).limit(40).map(i -> i % 4).toArray();
        double[] b = DoubleStream.iterate(0, i -> i + 1)
                .limit(40)
                .map(i -> i % 4 + 1)
                .toArray();
        assertThat(RankTest.of(a, b).p()).isBetween(1e-6, 1e-3);
        assertThat(RankTest.of(a, a).p()).isCloseTo(1, within(0.01));
    }

    /** Holm's and Benjamini and Hochberg's rules by hand. */
    @Test
    void corrections() {
        double[] p = {0.03, 0.01, 0.04, 0.005};
        assertThat(Correction.HOLM.adjust(p)).containsExactly(new double[] {0.06, 0.03, 0.06, 0.02}, EXACT);
        assertThat(Correction.BENJAMINI_HOCHBERG.adjust(p))
                .containsExactly(new double[] {0.04, 0.02, 0.04, 0.02}, EXACT);
        assertThat(Correction.NONE.adjust(p)).containsExactly(p);
        assertThat(Correction.HOLM.adjust(new double[] {0.9, 0.8})).containsExactly(1, 1);
        assertThat(Correction.HOLM.adjust(new double[0])).isEmpty();
    }

    static double[] normal(int count, double deviation, long seed) {
        var random = new SplittableRandom(seed);
        // Box and Muller
        return DoubleStream.generate(() -> 1
                        + deviation
                                * Math.sqrt(-2 * Math.log(1 - random.nextDouble()))
                                * Math.cos(2 * Math.PI * random.nextDouble()))
                .limit(count)
                .toArray();
    }
}
