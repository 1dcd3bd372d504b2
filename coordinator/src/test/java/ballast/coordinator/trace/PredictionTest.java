package ballast.coordinator.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PredictionTest {
    private static final long FULL = 16L << 30;

    @Provide
    Arbitrary<List<Trace>> samples() {
        return TraceArbitraries.traces().list().ofMinSize(1).ofMaxSize(12);
    }

    @Property(tries = 300)
    void isNowhereBelowTheQuantileOfTheSamples(
            @ForAll("samples") List<Trace> samples, @ForAll @DoubleRange(min = 0.01, max = 1) double quantile) {
        Trace envelope = Prediction.of(samples, quantile, FULL).envelope();
        Trace plain = Envelope.quantile(samples, quantile);
        for (int second = 0; second < plain.seconds(); second++) {
            assertThat(envelope.at(second)).isGreaterThanOrEqualTo(plain.at(second));
        }
    }

    @Property(tries = 200)
    void doesNotDependOnTheOrder(@ForAll("samples") List<Trace> samples, @ForAll long seed) {
        List<Trace> shuffled = new ArrayList<>(samples);
        Collections.shuffle(shuffled, new Random(seed));
        assertThat(Prediction.of(shuffled, 0.9, FULL)).isEqualTo(Prediction.of(samples, 0.9, FULL));
    }

    @Property(tries = 300)
    void neverFallsWhenTheQuantileRises(
            @ForAll("samples") List<Trace> samples,
            @ForAll @DoubleRange(min = 0.01, max = 1) double one,
            @ForAll @DoubleRange(min = 0.01, max = 1) double other) {
        Trace lower = Prediction.of(samples, Math.min(one, other), FULL).envelope();
        Trace higher = Prediction.of(samples, Math.max(one, other), FULL).envelope();
        for (int second = 0; second < lower.seconds(); second++) {
            assertThat(higher.at(second)).isGreaterThanOrEqualTo(lower.at(second));
        }
    }

    @Property(tries = 300)
    void paddingEndsAtTheFullSizeAndWhatWasSeenAboveItStays(
            @ForAll("samples") List<Trace> samples, @ForAll @IntRange(min = 1, max = 16) int gib) {
        long full = (long) gib << 30;
        long seen = samples.stream().mapToLong(Trace::peak).max().orElseThrow();
        assertThat(Prediction.of(samples, 1, full).envelope().peak()).isBetween(seen, Math.max(seen, full));
    }

    @Test
    void oneSampleIsPaddedAndMayRunSlower() {
        Prediction prediction = Prediction.of(List.of(Trace.constant(1000, 100)), 0.9, FULL);
        assertThat(prediction.padding()).isEqualTo(0.1);
        assertThat(prediction.pace()).isEqualTo(0.05);
        // (99 + 2) · 1.05 = 106.05
        assertThat(prediction.envelope()).isEqualTo(Trace.constant(1100, 107));
    }

    @Test
    void moreSamplesTakeLessOnTrust() {
        List<Trace> ten = Collections.nCopies(10, Trace.constant(1000, 100));
        Prediction prediction = Prediction.of(ten, 0.9, FULL);
        assertThat(prediction.samples()).isEqualTo(10);
        assertThat(prediction.padding()).isCloseTo(0.01, within(1e-12));
        assertThat(prediction.pace()).isEqualTo(0.01);
        assertThat(prediction.envelope().peak()).isEqualTo(1010);
    }

    @Test
    void runsThatDifferInPaceWidenTheEnvelopeByAsMuch() {
        List<Trace> two = List.of(Trace.constant(1000, 100), Trace.constant(1000, 120));
        assertThat(Prediction.of(two, 0.9, FULL).pace()).isCloseTo(0.2, within(1e-12));
        List<Trace> far = List.of(Trace.constant(1000, 100), Trace.constant(1000, 1000));
        assertThat(Prediction.of(far, 0.9, FULL).pace()).isEqualTo(Prediction.MOST_PACE);
    }

    /** A peak of 20 s that comes up to 5 % earlier or later, of any height in a range, in runs that no prediction has seen. */
    @Test
    void coversAnotherRunWhosePhasesComeLaterAndWhosePeakIsALittleHigher() {
        List<Trace> seen = List.of(build(400, 2000), build(408, 2050), build(396, 1950));
        Trace other = build(404, 2080);
        Trace envelope = Prediction.of(seen, 0.9, FULL).envelope();
        for (int second = 0; second < other.seconds(); second++) {
            assertThat(envelope.at(second)).isGreaterThanOrEqualTo(other.at(second));
        }
        assertThat(Trace.max(seen).at(425))
                .as("the maximum alone does not")
                .isLessThan(build(404, 2080).at(423));
    }

    private static Trace build(int peakAt, long peak) {
        long[] bytes = new long[500];
        for (int second = 0; second < bytes.length; second++) {
            bytes[second] = second >= peakAt && second < peakAt + 20 ? peak : 300;
        }
        return Trace.of(bytes);
    }

    @Test
    void refusesNoSamplesAndWhatIsNoQuantile() {
        assertThatThrownBy(() -> Prediction.of(List.of(), 0.9, FULL)).hasMessageContaining("got no trace");
        for (double quantile : new double[] {0, -1, 1.01, Double.NaN}) {
            assertThatThrownBy(() -> Prediction.of(List.of(Trace.of(1)), quantile, FULL))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("want above 0 and at most 1");
        }
    }
}
