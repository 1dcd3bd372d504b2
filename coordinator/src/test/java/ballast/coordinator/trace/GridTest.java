package ballast.coordinator.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class GridTest {
    @Test
    void secondHasItsLargestSampleOrTheOneBefore() {
        double[] times = {9.2, 10.6, 11.4, 11.5, 13.49, 13.5, 90};
        double[] bytes = {1, 2, 30, 20, 7, 5, 99};

        assertThat(Grid.sample(times, bytes, 10.5, 5)).isEqualTo(Trace.of(30, 20, 7, 5, 5));
    }

    @Test
    void firstSecondWithoutASampleHasTheLastOneBeforeTheStart() {
        assertThat(Grid.sample(new double[] {1, 2, 5}, new double[] {8, 4, 6}, 3, 4))
                .isEqualTo(Trace.of(4, 4, 6, 6));
    }

    @Test
    void firstSecondWithoutAnySampleBeforeItHasTheFirstOneAfterIt() {
        assertThat(Grid.sample(new double[] {5}, new double[] {6}, 3, 4)).isEqualTo(Trace.of(6, 6, 6, 6));
    }

    @Test
    void sampleThatCouldNotBeReadIsNone() {
        assertThat(Grid.sample(new double[] {0, 1, 2}, new double[] {3, Double.NaN, 1}, 0, 3))
                .isEqualTo(Trace.of(3, 3, 1));
    }

    @Test
    void traceThatNobodySampledIsRefused() {
        assertThatThrownBy(() -> Grid.sample(new double[] {1, 20}, new double[] {1, 1}, 5, 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got no sample of RSS from 5.0 s to 15.0 s");
    }
}
