package ballast.coordinator.live;

import java.util.Arrays;

/**
 * The last minutes of one quantity on a grid of seconds: of each second the last value, NaN where there was none. As floats in MiB, which are
 * exact to 0.1 MiB below 1 TiB: it is for looking at.
 */
final class SecondRing {
    static final int SECONDS = 300;

    private static final float MIB = 1 << 20;

    private final float[] values = new float[SECONDS];
    private long latest = Long.MIN_VALUE;

    SecondRing() {
        Arrays.fill(values, Float.NaN);
    }

    /** @param second not earlier than the last one; an earlier one is passed over */
    void put(long second, double bytes) {
        if (latest != Long.MIN_VALUE) {
            if (second < latest) {
                return;
            }
            for (long gap = Math.max(latest + 1, second - SECONDS + 1); gap < second; gap++) {
                values[slot(gap)] = Float.NaN;
            }
        }
        values[slot(second)] = (float) (bytes / MIB);
        latest = second;
    }

    /** In MiB; NaN where nothing is known. */
    float at(long second) {
        return latest == Long.MIN_VALUE || second > latest || second <= latest - SECONDS
                ? Float.NaN
                : values[slot(second)];
    }

    private static int slot(long second) {
        return (int) Math.floorMod(second, (long) SECONDS);
    }
}
