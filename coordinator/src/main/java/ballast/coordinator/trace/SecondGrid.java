package ballast.coordinator.trace;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Samples as a {@link Trace}, and traces on one clock added up. */
public final class SecondGrid {
    private SecondGrid() {}

    /**
     * @param times in s since what is to be second 0; those before it count as 0, those that are no number are passed over
     * @param bytes by sample; those that are no number are passed over, with their times
     * @return to the second of the last sample; before the first the VM occupies nothing; empty if there is no sample
     */
    public static Optional<Trace> of(double[] times, double[] bytes) {
        double last = -1;
        for (int i = 0; i < times.length; i++) {
            last = isKnown(times[i], bytes[i]) ? Math.max(last, Math.max(0, times[i])) : last;
        }
        if (last < 0) {
            return Optional.empty();
        }
        long[] grid = new long[Math.toIntExact((long) last) + 1];
        Arrays.fill(grid, -1);
        for (int i = 0; i < times.length; i++) {
            if (isKnown(times[i], bytes[i])) {
                int second = (int) Math.max(0, times[i]);
                grid[second] = Math.max(grid[second], Math.max(0, (long) bytes[i]));
            }
        }
        long before = 0;
        for (int second = 0; second < grid.length; second++) {
            grid[second] = grid[second] < 0 ? before : grid[second];
            before = grid[second];
        }
        return Optional.of(Trace.of(grid));
    }

    private static boolean isKnown(double time, double bytes) {
        return !Double.isNaN(time) && !Double.isNaN(bytes);
    }

    /**
     * What they occupy together; as long as the longest.
     *
     * @param traces 1 or more, with one second 0
     */
    public static Trace sum(List<Trace> traces) {
        long[] sum = new long[traces.stream().mapToInt(Trace::seconds).max().orElseThrow()];
        for (Trace trace : traces) {
            for (int second = 0; second < trace.seconds(); second++) {
                sum[second] += trace.at(second);
            }
        }
        return Trace.of(sum);
    }
}
