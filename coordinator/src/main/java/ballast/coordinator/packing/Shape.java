package ballast.coordinator.packing;

import ballast.coordinator.trace.Trace;
import java.util.Arrays;

/**
 * What a job holds while it runs, prepared for looking up where it fits. Jobs that are alike share one, and can take each other's place.
 */
final class Shape {
    /** Seconds that are looked at together. */
    static final int BLOCK = 64;

    /** Where a job most likely does not fit is at its peaks: these are looked at first. */
    private static final int PROBES = 6;

    final long[] bytes;
    final int cores;
    final long peak;
    final long area;
    final long[] blockMax;
    final long[] blockMin;
    /** Seconds of the highest blocks' peaks, highest first. */
    final int[] probes;

    Shape(Trace trace, int cores) {
        this(trace.toArray(), cores);
    }

    Shape(long[] bytes, int cores) {
        this.bytes = bytes;
        this.cores = cores;
        int blocks = (bytes.length + BLOCK - 1) / BLOCK;
        blockMax = new long[blocks];
        blockMin = new long[blocks];
        Arrays.fill(blockMin, Long.MAX_VALUE);
        int[] at = new int[blocks];
        long sum = 0;
        for (int second = bytes.length - 1; second >= 0; second--) {
            int block = second / BLOCK;
            if (bytes[second] >= blockMax[block]) {
                blockMax[block] = bytes[second];
                at[block] = second;
            }
            blockMin[block] = Math.min(blockMin[block], bytes[second]);
            sum = Math.addExact(sum, bytes[second]);
        }
        area = sum;
        peak = Arrays.stream(blockMax).max().orElse(0);
        probes = Arrays.stream(at)
                .boxed()
                .sorted((one, other) -> Long.compare(bytes[other], bytes[one]))
                .limit(PROBES)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    int seconds() {
        return bytes.length;
    }

    static Shape constant(long bytes, int seconds, int cores) {
        long[] all = new long[seconds];
        Arrays.fill(all, bytes);
        return new Shape(all, cores);
    }

    /** How many seconds later it has to start so that at the second that is now number {@code second} it needs no more than this. */
    int delay(int second, long room) {
        int at = second - 1;
        while (at >= 0) {
            int block = at / BLOCK;
            if (blockMin[block] > room) {
                at = block * BLOCK - 1;
            } else if (bytes[at] > room) {
                at--;
            } else {
                return second - at;
            }
        }
        return second + 1;
    }
}
