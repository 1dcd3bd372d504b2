package ballast.coordinator.trace;

import java.util.Arrays;

/** Puts samples at any times on the grid of a second that traces have. */
public final class Grid {
    private Grid() {}

    /**
     * The trace that begins at {@code start}: its value of second s is the largest sample in [start + s, start + s + 1); without one, the
     * value of the second before. Without a sample in second 0 that is the last one before the start, or else the first after it. After
     * the last sample its value is held.
     *
     * @param times in s, rising
     * @param bytes the sample at each time; NaN where it could not be read, which counts as no sample
     * @param start in s, on the times' clock
     * @param seconds of the trace, 1 or more
     * @throws IllegalArgumentException if no sample was taken from the start to the end of the trace
     */
    public static Trace sample(double[] times, double[] bytes, double start, int seconds) {
        long[] values = new long[seconds];
        Arrays.fill(values, -1);
        long before = -1;
        for (int i = 0; i < times.length; i++) {
            if (Double.isNaN(bytes[i])) {
                continue;
            }
            double second = Math.floor(times[i] - start);
            if (second < 0) {
                before = (long) bytes[i];
            } else if (second < seconds) {
                values[(int) second] = Math.max(values[(int) second], (long) bytes[i]);
            }
        }
        long first = Arrays.stream(values)
                .filter(value -> value >= 0)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "got no sample of RSS from " + start + " s to " + (start + seconds) + " s, want one a second"));
        long held = before >= 0 ? before : first;
        for (int second = 0; second < seconds; second++) {
            held = values[second] >= 0 ? values[second] : held;
            values[second] = held;
        }
        return Trace.of(values);
    }
}
