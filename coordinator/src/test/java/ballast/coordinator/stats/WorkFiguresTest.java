package ballast.coordinator.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Compiling, stream and ftq by hand. */
class WorkFiguresTest {
    private static final double GIB = 1L << 30;

    @Test
    void aBuildIsIntegratedUntilItsEnd() {
        List<Sample> samples = List.of(
                new Sample(0, GIB), new Sample(30, Double.NaN), new Sample(60, 3 * GIB), new Sample(120, 5 * GIB));
        Figures figures = CompilingFigures.of(samples, times(List.of(60.0), List.of(100.0), 110, 120));
        assertThat(figures.get("build_footprint_gib_min_median")).contains(2.0);
        assertThat(figures.get("footprint_gib_min")).contains(6.0);
        assertThat(figures.get("peak_gib")).contains(5.0);
        assertThat(figures.get("drop_gib")).contains(5.0);
        assertThat(figures.get("clean_gib")).isEmpty();
        assertThat(figures.get("delay_gib_median")).isEmpty();
    }

    @Test
    void aSecondBuildBeginsAfterTheFirstDelay() {
        Figures figures =
                CompilingFigures.of(List.of(), times(List.of(60.0, 150.0), List.of(100.0, 200.0), Double.NaN, 210));
        assertThat(figures.get("build_s_min")).contains(50.0);
        assertThat(figures.get("build_s_max")).contains(60.0);
        assertThat(figures.get("footprint_gib_min")).isEmpty();
        assertThat(figures.get("peak_gib")).isEmpty();
    }

    @Test
    void aSeriesIsCutWhereVirtioBalloonsTimeIsOver() {
        List<StreamIteration> balloon = List.of(stream(100, 1000), stream(40, 2000), stream(1, 3000));
        List<StreamIteration> other = List.of(stream(1, 10_000), stream(1, 20_000));
        assertThat(StreamFigures.before(balloon, 140)).isEqualTo(1);
        assertThat(StreamFigures.asPublished(other, balloon).get("bandwidth_gb_s_mean"))
                .contains(10.0);
        assertThat(StreamFigures.of(other).get("work_s")).contains(2.0);
        assertThat(StreamFigures.of(List.of())).isEqualTo(Figures.NONE);
    }

    @Test
    void workIsSummedOverThreadsWithoutTheFirstQuantum() {
        FtqQuanta quanta = new FtqQuanta(2, List.of(1L, 2L, 3L, 10L, 20L, 30L), List.of(5L, 6L, 7L, 5L, 6L, 8L));
        Figures figures = FtqFigures.of(quanta);
        assertThat(figures.get("work_sum")).contains(55.0);
        assertThat(figures.get("work_min")).contains(22.0);
        assertThat(figures.get("work_median")).contains(27.5);
        assertThat(figures.get("span_ticks")).contains(2.0);
    }

    @Test
    void quantaAreTheSameForEachThread() {
        assertThatThrownBy(() -> new FtqQuanta(2, List.of(1L, 2L, 3L), List.of(1L, 2L, 3L)))
                .hasMessageContaining("want as many of each, and the same number for each of 2 threads");
    }

    private static StreamIteration stream(double seconds, double bandwidth) {
        return new StreamIteration(seconds, bandwidth);
    }

    private static CompilingTimes times(List<Double> build, List<Double> delay, double clean, double drop) {
        return new CompilingTimes(build, delay, clean, drop, Double.NaN, Double.NaN);
    }
}
