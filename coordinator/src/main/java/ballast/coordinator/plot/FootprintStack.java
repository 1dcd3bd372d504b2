package ballast.coordinator.plot;

import ballast.coordinator.trace.Trace;
import java.util.List;

/**
 * Footprints on one host, one upon the other.
 *
 * @param title of the chart
 * @param budget of the host in bytes
 * @param usable what the margin leaves of it
 * @param seconds from the plan's beginning to its end, 1 or more
 */
public record FootprintStack(String title, long budget, long usable, int seconds, List<Band> bands) {
    /**
     * One VM's or one run's part.
     *
     * @param start second of the plan at which the trace begins
     */
    public record Band(String name, Trace trace, int start) {
        long at(int second) {
            return trace.at(second - start);
        }
    }

    public FootprintStack {
        bands = List.copyOf(bands);
        if (seconds < 1) {
            throw new IllegalArgumentException(title + ": got " + seconds + " s, want 1 or more");
        }
    }

    /** What all occupy together at each second, in bytes. */
    public long[] sums() {
        long[] sums = new long[seconds];
        for (Band band : bands) {
            int end = Math.min(seconds, band.start() + band.trace().seconds());
            for (int second = Math.max(0, band.start()); second < end; second++) {
                sums[second] += band.at(second);
            }
        }
        return sums;
    }
}
