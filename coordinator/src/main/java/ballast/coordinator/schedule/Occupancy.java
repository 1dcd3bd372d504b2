package ballast.coordinator.schedule;

import ballast.coordinator.trace.Trace;
import java.util.Arrays;
import java.util.OptionalInt;

/** What attempts on one host will occupy together, by second of their time from now on; grows. */
final class Occupancy {
    private long steady;
    private long[] varying = new long[0];

    void add(Trace trace) {
        long[] bytes = trace.toArray();
        if (bytes.length > varying.length) {
            varying = Arrays.copyOf(varying, bytes.length);
        }
        for (int second = 0; second < bytes.length; second++) {
            varying[second] += bytes[second];
        }
    }

    /** Nobody knows when it ends. */
    void addSteady(long bytes) {
        steady += bytes;
    }

    long at(int second) {
        return steady + (second < varying.length ? varying[second] : 0);
    }

    /** Whether at every second of {@code trace}, begun now, no more than {@code most} bytes are occupied. */
    boolean fits(Trace trace, long most) {
        return firstOver(trace, 0, most).isEmpty();
    }

    /** Whether so much more can be there from now on, without an end. */
    boolean fitsSteady(long bytes, long most) {
        return steady + Arrays.stream(varying).max().orElse(0) + bytes <= most;
    }

    /** The first second, from now on, at which {@code trace} could begin; empty if nothing that is known makes room for it. */
    OptionalInt earliest(Trace trace, long most) {
        int start = 0;
        while (start <= varying.length) {
            OptionalInt over = firstOver(trace, start, most);
            if (over.isEmpty()) {
                return OptionalInt.of(start);
            }
            start++;
        }
        return OptionalInt.empty();
    }

    private OptionalInt firstOver(Trace trace, int start, long most) {
        for (int second = 0; second < trace.seconds(); second++) {
            if (at(start + second) + trace.at(second) > most) {
                return OptionalInt.of(start + second);
            }
        }
        return OptionalInt.empty();
    }
}
