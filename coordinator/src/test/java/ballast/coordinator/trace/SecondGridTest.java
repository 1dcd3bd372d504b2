package ballast.coordinator.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SecondGridTest {
    private static final double NAN = Double.NaN;

    @Test
    void aSecondHasTheLargestOfItsSamplesOrTheOneBefore() {
        double[] times = {0.1, 0.9, 1.0, 3.2, 3.1};
        double[] bytes = {5, 7, 2, 4, 9};
        assertThat(SecondGrid.of(times, bytes)).contains(Trace.of(7, 2, 2, 9));
    }

    @Test
    void beforeItsFirstSampleAVmOccupiesNothing() {
        assertThat(SecondGrid.of(new double[] {2.5}, new double[] {8})).contains(Trace.of(0, 0, 8));
    }

    @Test
    void whatCouldNotBeReadIsPassedOver() {
        assertThat(SecondGrid.of(new double[] {0, 1, NAN, 2, 9}, new double[] {3, NAN, 8, 1, NAN}))
                .contains(Trace.of(3, 3, 1));
        assertThat(SecondGrid.of(new double[] {1}, new double[] {NAN})).isEmpty();
        assertThat(SecondGrid.of(new double[0], new double[0])).isEmpty();
    }

    @Test
    void aSumIsAsLongAsTheLongest() {
        assertThat(SecondGrid.sum(List.of(Trace.of(1, 2, 3), Trace.of(10), Trace.of(100, 100))))
                .isEqualTo(Trace.of(111, 102, 3));
    }
}
