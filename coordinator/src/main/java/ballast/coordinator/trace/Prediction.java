package ballast.coordinator.trace;

import java.util.List;
import java.util.stream.LongStream;

/**
 * What an attempt is expected to occupy, from what others of its {@link TraceKey} did. In three steps:
 *
 * <ol>
 *   <li>Pace: each sample is widened in time, as {@link Envelope#widened} says, since phases come earlier or later. Tolerated are
 *       {@code pace}, the larger of {@value #LEAST_PACE}, {@value #UNSEEN_PACE} ÷ samples, and what the samples themselves show (longest ÷ shortest − 1, at most
 *       {@value #MOST_PACE}); and {@value #SLACK} s.
 *   <li>Height: second by second the quantile of the widened samples, by nearest rank. With few samples that is the largest.
 *   <li>Padding: what few samples cannot show, {@value #UNSEEN_HEIGHT} ÷ samples of the height. It does not raise a value
 *       above the VMs' full size; a value that was seen above it stays.
 * </ol>
 *
 * <p>So the envelope is nowhere below the quantile of the samples, does not depend on their order, and never falls when the
 * quantile rises. It says nothing of what no sample shows: memory that stays resident and grows from run to run, for one.
 *
 * @param envelope from the attempt's start
 * @param samples from how many, 1 or more
 * @param quantile above 0, at most 1
 * @param pace tolerated, as a share of the time since the start
 * @param padding added, as a share of the height
 */
public record Prediction(Trace envelope, int samples, double quantile, double pace, double padding) {
    /** A quarter of the samples would be too many above the plan, and one outlier of many should not rule it. */
    public static final double DEFAULT_QUANTILE = 0.9;

    static final double LEAST_PACE = 0.01;
    static final double UNSEEN_PACE = 0.05;
    static final double MOST_PACE = 0.25;
    static final double UNSEEN_HEIGHT = 0.1;
    static final int SLACK = 2;

    /**
     * @param samples 1 or more, of whole attempts
     * @param fullSize of all VMs together in bytes, with what QEMU needs itself
     * @throws IllegalArgumentException if there is no sample, or the quantile is not above 0 and at most 1
     */
    public static Prediction of(List<Trace> samples, double quantile, long fullSize) {
        requireQuantile(quantile);
        if (samples.isEmpty()) {
            throw new IllegalArgumentException("got no trace, want 1 or more to predict from");
        }
        double pace = pace(samples);
        double padding = UNSEEN_HEIGHT / samples.size();
        List<Trace> widened = samples.stream()
                .map(sample -> Envelope.widened(sample, pace, SLACK))
                .toList();
        Trace envelope = Envelope.quantile(widened, quantile);
        return new Prediction(padded(envelope, padding, fullSize), samples.size(), quantile, pace, padding);
    }

    /** @throws IllegalArgumentException unless it is above 0 and at most 1 */
    public static double requireQuantile(double quantile) {
        if (!(quantile > 0 && quantile <= 1)) {
            throw new IllegalArgumentException("quantile: got " + quantile + ", want above 0 and at most 1, such as 0.9");
        }
        return quantile;
    }

    private static double pace(List<Trace> samples) {
        double longest = samples.stream().mapToInt(Trace::seconds).max().orElseThrow();
        double shortest = samples.stream().mapToInt(Trace::seconds).min().orElseThrow();
        double seen = Math.min(MOST_PACE, longest / shortest - 1);
        return Math.max(seen, Math.max(LEAST_PACE, UNSEEN_PACE / samples.size()));
    }

    private static Trace padded(Trace trace, double padding, long fullSize) {
        return Trace.of(LongStream.of(trace.toArray())
                .map(bytes -> Math.max(bytes, Math.min(fullSize, (long) Math.ceil(bytes * (1 + padding)))))
                .toArray());
    }
}
