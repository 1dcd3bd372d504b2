package ballast.coordinator.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ballast.coordinator.results.RawFiles;
import ballast.coordinator.stats.Footprint;
import ballast.coordinator.stats.PublishedSample;
import ballast.coordinator.stats.ReferenceData;
import ballast.coordinator.stats.Sample;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StackTest {
    private static final double GIB = 1L << 30;

    @Test
    void eachIsCarriedForwardAndEnds() {
        Stack stack = Stack.of(
                List.of("a", "b"),
                List.of(
                        new TimeSeries(new double[] {0, 2, 4}, new double[] {1, 2, 3}),
                        new TimeSeries(new double[] {1, 6}, new double[] {10, 20})));

        assertThat(stack.times()).containsExactly(0, 1, 2, 4, 6);
        assertThat(stack.parts().get(0)).containsExactly(1, 1, 2, 3, 0);
        assertThat(stack.parts().get(1)).containsExactly(0, 10, 10, 10, 20);
        assertThat(stack.sums()).containsExactly(1, 11, 12, 13, 20);
        assertThat(stack.tops().get(1)).containsExactly(1, 11, 12, 13, 20);
        assertThat(stack.peak()).isEqualTo(20);
        assertThat(Stack.NONE.peak()).isZero();
    }

    @Test
    void namesBelongToParts() {
        assertThatThrownBy(() -> new Stack(List.of("a"), new double[0], List.of()))
                .hasMessageContaining("got 1 names and 0 parts");
    }

    /** What is drawn is what the figures say: the peak of the sum, whatever is left out of the line. */
    @Test
    void publishedVmsHaveTheirPeak() throws Exception {
        Path run = ReferenceData.required().benchmark("multivm").resolve("clang-llfree-auto");
        List<TimeSeries> series = new ArrayList<>();
        List<List<Sample>> samples = new ArrayList<>();
        for (int vm = 0; vm < 3; vm++) {
            List<PublishedSample> rows = RawFiles.published(run.resolve("vm_" + vm), 0);
            series.add(MemoryPlot.resident(rows));
            samples.add(rows.stream().map(PublishedSample::footprint).toList());
        }
        Stack stack = Stack.of(List.of("VM 0", "VM 1", "VM 2"), series);
        double peak = Footprint.corrected(samples).peakGib();

        assertThat(stack.peak()).isCloseTo(peak, within(1 / GIB));
        Stack thin = stack.thinned(Page.COLUMNS);
        assertThat(thin.times().length).isLessThan(5 * Page.COLUMNS + 5);
        assertThat(thin.peak()).isEqualTo(stack.peak());
    }
}
