package ballast.coordinator.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class DipFiguresTest {
    private static final Offset<Double> EXACT = within(1e-9);

    @Test
    void aStepCountsInEverySecondThatItTakes() {
        WorkSeries series = WorkSeries.of(List.of(
                new StreamIteration(0.5, 10_000), new StreamIteration(2, 2000), new StreamIteration(0.5, 6000)));
        assertThat(series.perSecond()).hasSize(3);
        assertThat(series.perSecond().get(0)).isCloseTo((10 + 2) / 2.0, EXACT);
        assertThat(series.perSecond().get(1)).isCloseTo(2, EXACT);
        assertThat(series.perSecond().get(2)).isCloseTo((2 + 6) / 2.0, EXACT);
    }

    @Test
    void quantaAreSummedOverThreads() {
        long second = 1_000_000_000;
        var quanta = new FtqQuanta(
                2,
                List.of(1L, 2L, 3L, 10L, 20L, 30L),
                List.of(5 * second, 6 * second, 7 * second, 5 * second, 6 * second, 7 * second));
        assertThat(WorkSeries.of(quanta).perSecond()).containsExactly(11.0, 22.0, 33.0);
        assertThat(WorkSeries.of(new FtqQuanta(1, List.of(1L), List.of(1L))).perSecond())
                .isEmpty();
    }

    @Test
    void depthAndLengthOfEachResize() {
        List<Double> seconds = new ArrayList<>(Collections.nCopies(30, 10.0));
        seconds.set(10, 4.0);
        seconds.set(11, 5.0);
        seconds.set(20, 9.0);
        Figures dips = DipFigures.of(new WorkSeries(seconds), List.of(flat(10, 60)), 9.5, 20);

        assertThat(dips.get("shrink_dip_depth").orElseThrow()).isCloseTo(0.6, EXACT);
        assertThat(dips.get("shrink_dip_s")).contains(2.0);
        assertThat(dips.get("grow_dip_depth").orElseThrow()).isCloseTo(0.1, EXACT);
        assertThat(dips.get("grow_dip_s")).contains(1.0);
        assertThat(dips.get("work_vs_baseline").orElseThrow()).isCloseTo(0, EXACT);
    }

    @Test
    void whatTheBaselineDoesToo() {
        WorkSeries noisy = new WorkSeries(
                IntStream.range(0, 100).mapToObj(i -> i % 10 == 0 ? 5.0 : 10.0).toList());
        Figures dips = DipFigures.of(noisy, List.of(noisy, noisy), 20, 60);
        assertThat(dips.get("shrink_dip_s")).contains(0.0);
        assertThat(dips.get("shrink_dip_depth").orElseThrow())
                .as("of the median, as everything is")
                .isCloseTo(0.5, EXACT);
    }

    @Test
    void nothingOfNothing() {
        WorkSeries none = new WorkSeries(List.of());
        assertThat(DipFigures.of(none, List.of(flat(1, 10)), 1, 2)).isEqualTo(Figures.NONE);
        assertThat(DipFigures.of(flat(1, 10), List.of(), 1, 2)).isEqualTo(Figures.NONE);
        Figures brief = DipFigures.of(flat(1, 10), List.of(flat(1, 10)), 5, 20);
        assertThat(brief.get("shrink_dip_depth")).contains(0.0);
        assertThat(brief.get("grow_dip_depth")).as("it ended before").isEmpty();
        assertThat(brief.get("grow_dip_s")).isEmpty();
    }

    private static WorkSeries flat(double value, int seconds) {
        return new WorkSeries(Collections.nCopies(seconds, value));
    }
}
