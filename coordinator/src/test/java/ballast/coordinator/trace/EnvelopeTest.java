package ballast.coordinator.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class EnvelopeTest {
    @Provide
    Arbitrary<Trace> traces() {
        return TraceArbitraries.traces();
    }

    @Test
    void slackWidensByAsManySecondsBothWays() {
        assertThat(Envelope.widened(Trace.of(1, 1, 1, 9, 1), 0, 1)).isEqualTo(Trace.of(1, 1, 9, 9, 9, 1));
    }

    @Test
    void theWindowGrowsWithTime() {
        long[] bytes = new long[200];
        bytes[10] = 5;
        bytes[103] = 7;
        Trace widened = Envelope.widened(Trace.of(bytes), 0.1, 0);
        // What was in [10, 11) comes in [9.1, 12.1), what was in [103, 104) in [93.6, 114.4)
        assertThat(spanOf(widened, 5)).containsExactly(9, 12);
        assertThat(spanOf(widened, 7)).containsExactly(93, 114);
    }

    private static int[] spanOf(Trace trace, long value) {
        int[] seconds = IntStream.range(0, trace.seconds())
                .filter(second -> trace.at(second) == value)
                .toArray();
        return new int[] {seconds[0], seconds[seconds.length - 1]};
    }

    @Property(tries = 300)
    void isTheLargestInItsWindow(
            @ForAll("traces") Trace trace,
            @ForAll @DoubleRange(min = 0, max = 0.5) double pace,
            @ForAll @IntRange(max = 5) int slack) {
        Trace widened = Envelope.widened(trace, pace, slack);
        for (int second = 0; second < widened.seconds(); second++) {
            long largest = 0;
            int from = (int) Math.floor(second / (1 + pace)) - slack;
            int to = (int) Math.ceil(second * (1 + pace)) + slack;
            for (int at = from; at <= to; at++) {
                largest = Math.max(largest, trace.at(at));
            }
            assertThat(widened.at(second)).isEqualTo(largest);
        }
    }

    @Property(tries = 300)
    void coversTheTraceAtEachPaceThatIsTolerated(
            @ForAll("traces") Trace trace,
            @ForAll @DoubleRange(min = 0, max = 0.5) double pace,
            @ForAll @DoubleRange(min = -1, max = 1) double share,
            @ForAll @IntRange(max = 5) int later) {
        Trace widened = Envelope.widened(trace, pace, 5);
        double factor = Math.pow(1 + pace, share);
        int end = (int) Math.floor((trace.seconds() - 1) * factor) + later;
        for (int second = 0; second <= end; second++) {
            long then = trace.at((int) Math.floor((second - later) / factor));
            assertThat(widened.at(second)).isGreaterThanOrEqualTo(then);
        }
    }

    @Test
    void theQuantileIsOfTheNearestRankAndAnEndedTraceCountsAsNothing() {
        List<Trace> traces = List.of(Trace.of(4, 4, 4), Trace.of(1, 9), Trace.of(2), Trace.of(3, 1, 1, 1));
        assertThat(Envelope.quantile(traces, 1)).isEqualTo(Trace.of(4, 9, 4, 1));
        assertThat(Envelope.quantile(traces, 0.75)).isEqualTo(Trace.of(3, 4, 1));
        assertThat(Envelope.quantile(traces, 0.5)).isEqualTo(Trace.of(2, 1));
        assertThat(Envelope.quantile(traces, 0.01)).isEqualTo(Trace.of(1));
    }

    @Test
    void aShareThatIsAWholeNumberOfTracesIsNotRoundedUp() {
        List<Trace> ten = LongStream.rangeClosed(1, 10).mapToObj(Trace::of).toList();
        assertThat(Envelope.quantile(ten, 0.7)).isEqualTo(Trace.of(7));
        assertThat(Envelope.quantile(ten, 0.9)).isEqualTo(Trace.of(9));
    }
}
