package ballast.coordinator.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TimeSeriesTest {
    /** What lies on the edge of a column may count to either side. */
    private static final double EDGE = 1e-9;

    @Property(tries = 200)
    void thinningLosesNoPeak(@ForAll long seed, @ForAll @IntRange(min = 1, max = 50) int columns) {
        TimeSeries all = random(seed, 2000);
        TimeSeries thin = all.thinned(columns);

        assertThat(thin.size()).isLessThanOrEqualTo(5 * (columns + 1));
        assertThat(thin.times()).isSorted().startsWith(all.times()[0]).endsWith(all.end());
        double width = (all.end() - all.times()[0]) / columns;
        for (int column = 0; column < columns; column++) {
            double from = all.times()[0] + column * width;
            List<Double> wanted = range(all, from + EDGE, from + width - EDGE);
            List<Double> kept = range(thin, from - EDGE, from + width + EDGE);
            if (!wanted.isEmpty()) {
                assertThat(kept.get(0)).isLessThanOrEqualTo(wanted.get(0));
                assertThat(kept.get(1)).isGreaterThanOrEqualTo(wanted.get(1));
            }
        }
        for (int i = 0; i < thin.size(); i++) {
            int at = Arrays.binarySearch(all.times(), thin.times()[i]);
            assertThat(Double.valueOf(thin.values()[i])).isEqualTo(Double.valueOf(all.values()[at]));
        }
    }

    /** Lowest and highest. */
    private static List<Double> range(TimeSeries series, double from, double to) {
        double[] inside = IntStream.range(0, series.size())
                .filter(i -> from < series.times()[i] && series.times()[i] < to)
                .mapToDouble(i -> series.values()[i])
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        return inside.length == 0 ? List.of() : List.of(inside[0], inside[inside.length - 1]);
    }

    private static TimeSeries random(long seed, int count) {
        Random random = new Random(seed);
        double[] times = DoubleStream.iterate(random.nextDouble(), time -> time + 0.01 + random.nextDouble())
                .limit(count)
                .toArray();
        double[] values = random.doubles(count).toArray();
        for (int i = 0; i < 20; i++) {
            values[random.nextInt(count)] = Double.NaN;
        }
        return new TimeSeries(times, values);
    }

    @Test
    void oneSampleInTwentyThousandIsStillTheHighest() {
        double[] values = new double[20_000];
        values[12_345] = 7;
        TimeSeries thin =
                new TimeSeries(IntStream.range(0, 20_000).asDoubleStream().toArray(), values).thinned(480);

        assertThat(thin.max()).isEqualTo(7);
        assertThat(thin.size()).isLessThan(2000);
    }

    @Test
    void fewAreLeftAlone() {
        TimeSeries few = random(1, 100);
        assertThat(few.thinned(480)).isSameAs(few);
        TimeSeries none = new TimeSeries(new double[0], new double[0]);
        assertThat(none.thinned(1)).isSameAs(none);
        assertThat(none.max()).isZero();
    }

    @Test
    void linesBreakWhereNothingWasRead() {
        List<double[]> samples = List.of(
                new double[] {0, 5},
                new double[] {1, Double.NaN},
                new double[] {2, 6},
                new double[] {4, 7},
                new double[] {60, 8});
        TimeSeries series = TimeSeries.of(samples, sample -> sample[0], sample -> sample[1]);

        // one that is missing is no gap; a minute is
        assertThat(series.times()).containsExactly(0, 2, 4, 32, 60);
        assertThat(Arrays.stream(series.values()).boxed()).containsExactly(5.0, 6.0, 7.0, Double.NaN, 8.0);
        assertThat(series.max()).isEqualTo(8);
    }

    @Test
    void breaksSurviveThinning() {
        double[] values = new double[5000];
        values[2500] = Double.NaN;
        TimeSeries thin =
                new TimeSeries(IntStream.range(0, 5000).asDoubleStream().toArray(), values).thinned(10);

        assertThat(Arrays.stream(thin.values()).filter(Double::isNaN)).hasSize(1);
    }
}
