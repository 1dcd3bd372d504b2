package ballast.coordinator.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ballast.coordinator.stats.Resize.Direction;
import ballast.model.ByteSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InflateFiguresTest {
    private static final long GIB = 1L << 30;
    private static final long SECOND = 1_000_000_000;

    @Test
    void oneIterationIsBetterThanNone() {
        Figures figures = InflateFigures.of(shrinks(2), List.of(), ByteSize.gib(1));
        assertThat(figures.values())
                .isEqualTo(Map.of("shrink_gib_s_median", 0.5, "shrink_gib_s_min", 0.5, "shrink_gib_s_max", 0.5));
    }

    @Test
    void ofTwoIterationsTheSecondCounts() {
        assertThat(InflateFigures.of(shrinks(8, 4), List.of(), ByteSize.gib(1)).get("shrink_gib_s_min"))
                .contains(0.25);
    }

    @Test
    void theMedianOfAnEvenNumberLiesBetweenTheMiddleTwo() {
        Figures figures = InflateFigures.of(shrinks(1, 1, 2, 4, 8), List.of(), ByteSize.gib(1));
        assertThat(figures.get("shrink_gib_s_median")).contains(0.375);
        assertThat(figures.get("shrink_gib_s_min")).contains(0.125);
        assertThat(figures.get("shrink_gib_s_max")).contains(1.0);
    }

    @Test
    void aResizeThatMovedNothingHasTheRateZero() {
        Resize stuck = new Resize(0, Direction.SHRINK, 2 * GIB, GIB, 2 * GIB, SECOND, "qmp");
        assertThat(InflateFigures.of(List.of(stuck), List.of(), ByteSize.gib(1)).get("shrink_gib_s_median"))
                .contains(0.0);
    }

    @Test
    void aNofaultRunHasNoTouchRates() {
        List<Iteration> untouched =
                List.of(new Iteration(1, 1, Double.NaN, Double.NaN), new Iteration(1, 1, Double.NaN, Double.NaN));
        assertThat(InflateFigures.of(List.of(), untouched, ByteSize.gib(1))).isEqualTo(Figures.NONE);
    }

    @Test
    void touchRatesAreOfTheBytesTouched() {
        List<Iteration> touched = List.of(new Iteration(1, 1, 1, 1), new Iteration(1, 1, 2 * SECOND, SECOND));
        Figures figures = InflateFigures.of(List.of(), touched, ByteSize.gib(3));
        assertThat(figures.get("touch_gib_s_median")).contains(1.5);
        assertThat(figures.get("touch2_gib_s_median")).contains(3.0);
    }

    @Test
    void aFigureIsANumberOrAbsent() {
        assertThatThrownBy(() -> new Figures(Map.of("peak_gib", Double.NaN)))
                .hasMessage("figure peak_gib: got NaN, want a number");
        assertThat(Figures.NONE.and("peak_gib", Double.POSITIVE_INFINITY)).isEqualTo(Figures.NONE);
    }

    /** Shrinks by 1 GiB that took so many seconds each. */
    private static List<Resize> shrinks(int... seconds) {
        List<Resize> resizes = new ArrayList<>();
        for (int s : seconds) {
            resizes.add(new Resize(resizes.size(), Direction.SHRINK, 2 * GIB, GIB, GIB, s * SECOND, "qmp"));
        }
        return resizes;
    }
}
