package ballast.coordinator.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class FootprintTest {
    private static final double GIB = 1L << 30;
    private static final Offset<Double> EXACT = within(1e-9);

    @Test
    void anEndedVmOccupiesNothing() {
        List<Sample> shortLived = samples(0, 2, 60, 2);
        List<Sample> longLived = samples(0, 1, 60, 1, 120, 3);

        Footprint footprint = Footprint.corrected(List.of(shortLived, longLived));
        assertThat(footprint.gibMinutes()).isCloseTo(2 + 1 + 2, EXACT);
        assertThat(footprint.peakGib()).isCloseTo(3, EXACT);
        assertThat(footprint.vmPeakGib()).containsExactly(2.0, 3.0);
    }

    @Test
    void thePublishedFiguresCarryItForward() {
        Footprint footprint = Footprint.asPublished(List.of(published(0, 2, 60, 2), published(0, 1, 60, 1, 120, 3)));
        assertThat(footprint.gibMinutes()).isCloseTo(3 + (3 + 5) / 2.0, EXACT);
        assertThat(footprint.peakGib()).isCloseTo(5, EXACT);
    }

    @Test
    void theRssCountsWhenTheGuestDidNotAnswer() {
        List<PublishedSample> rows = new ArrayList<>(published(0, 1, 60, 1));
        rows.add(1, new PublishedSample(30, 4 * GIB, Double.NaN, Double.NaN, Double.NaN, Double.NaN));

        assertThat(Footprint.corrected(List.of(
                                rows.stream().map(PublishedSample::footprint).toList()))
                        .peakGib())
                .isCloseTo(4, EXACT);
        assertThat(Footprint.asPublished(List.of(rows)).peakGib()).isCloseTo(1, EXACT);
    }

    @Test
    void anRssThatCouldNotBeReadIsMissingAndNotZero() {
        Footprint footprint = Footprint.corrected(List.of(samples(0, 1, 30, Double.NaN, 60, 1)));
        assertThat(footprint.gibMinutes()).isCloseTo(1, EXACT);
    }

    @Test
    void aVmBeforeItsFirstSampleOccupiesNothing() {
        Footprint footprint = Footprint.corrected(List.of(samples(0, 3, 10, 1), samples(5, 1, 10, 1)));
        assertThat(footprint.peakGib()).isCloseTo(4, EXACT);
        assertThat(Footprint.corrected(List.of(samples(0, 3, 4, 1), samples(5, 1, 10, 1)))
                        .peakGib())
                .isCloseTo(3, EXACT);
    }

    @Test
    void noSamplesAreNoFootprint() {
        assertThat(MultiVmFigures.footprint(List.of(List.of(), List.of()))).isEqualTo(Figures.NONE);
        assertThat(Footprint.corrected(List.of()).peakGib()).isZero();
    }

    @Property
    void thePeakLiesBetweenTheLargestVmAndTheSumOfAll(
            @ForAll @Size(min = 1, max = 4)
                    List<@Size(min = 1, max = 20) List<@DoubleRange(min = 0, max = 16) Double>> vms,
            @ForAll @IntRange(min = 1, max = 7) int interval) {
        List<List<Sample>> series = new ArrayList<>();
        for (List<Double> vm : vms) {
            List<Sample> samples = new ArrayList<>();
            for (int i = 0; i < vm.size(); i++) {
                samples.add(new Sample((i + series.size()) * interval, vm.get(i) * GIB));
            }
            series.add(samples);
        }
        Footprint footprint = Footprint.corrected(series);

        double largest =
                footprint.vmPeakGib().stream().mapToDouble(x -> x).max().orElseThrow();
        double sum = footprint.vmPeakGib().stream().mapToDouble(x -> x).sum();
        assertThat(footprint.peakGib()).isBetween(largest - 1e-9, sum + 1e-9);
        assertThat(footprint.gibMinutes()).isNotNegative();
    }

    /** Pairs of a time in s and an RSS in GiB. */
    private static List<Sample> samples(double... timesAndGib) {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < timesAndGib.length; i += 2) {
            samples.add(new Sample(timesAndGib[i], timesAndGib[i + 1] * GIB));
        }
        return samples;
    }

    private static List<PublishedSample> published(double... timesAndGib) {
        return samples(timesAndGib).stream()
                .map(sample -> new PublishedSample(sample.time(), sample.rss(), 1, 1, 1, 1))
                .toList();
    }
}
