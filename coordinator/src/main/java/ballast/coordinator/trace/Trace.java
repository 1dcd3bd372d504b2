package ballast.coordinator.trace;

import java.util.Arrays;
import java.util.Collection;

/**
 * The bytes that a VM occupies, on a grid of one second: the value at second s is the largest of the samples in [s, s+1) after
 * its start, or else the one before. Before its start and after its end it occupies nothing.
 */
public final class Trace {
    private final long[] bytes;

    private Trace(long[] bytes) {
        this.bytes = bytes;
    }

    /**
     * @param bytes by second from the start, none negative; copied
     * @throws IllegalArgumentException if one is negative, or there is none
     */
    public static Trace of(long... bytes) {
        if (bytes.length == 0) {
            throw new IllegalArgumentException("got a trace of no seconds, want 1 or more");
        }
        for (int second = 0; second < bytes.length; second++) {
            if (bytes[second] < 0) {
                throw new IllegalArgumentException(
                        "second " + second + ": got " + bytes[second] + " bytes, want 0 or more");
            }
        }
        return new Trace(bytes.clone());
    }

    /** A VM that occupies all of its memory as long as it lives. */
    public static Trace constant(long bytes, int seconds) {
        long[] all = new long[seconds];
        Arrays.fill(all, bytes);
        return of(all);
    }

    /** From the start to the end, 1 or more. */
    public int seconds() {
        return bytes.length;
    }

    /** 0 before the start and after the end. */
    public long at(int second) {
        return second < 0 || second >= bytes.length ? 0 : bytes[second];
    }

    public long peak() {
        return Arrays.stream(bytes).max().orElseThrow();
    }

    /** The area below it, in bytes · s. */
    public double byteSeconds() {
        return Arrays.stream(bytes).asDoubleStream().sum();
    }

    public long[] toArray() {
        return bytes.clone();
    }

    /** What is left of it after so many seconds; one second of nothing if nothing is. */
    public Trace after(int seconds) {
        return seconds >= bytes.length
                ? new Trace(new long[1])
                : new Trace(Arrays.copyOfRange(bytes, Math.max(0, seconds), bytes.length));
    }

    /** The same so many seconds later, behind seconds of nothing. */
    public Trace later(int seconds) {
        long[] later = new long[seconds + bytes.length];
        System.arraycopy(bytes, 0, later, seconds, bytes.length);
        return new Trace(later);
    }

    /** At each second the largest of all; as long as the longest. */
    public static Trace max(Collection<Trace> traces) {
        long[] largest = new long[traces.stream().mapToInt(Trace::seconds).max().orElseThrow()];
        for (Trace trace : traces) {
            for (int second = 0; second < trace.bytes.length; second++) {
                largest[second] = Math.max(largest[second], trace.bytes[second]);
            }
        }
        return new Trace(largest);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Trace trace && Arrays.equals(bytes, trace.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Trace[" + seconds() + " s, peak " + peak() + " bytes]";
    }
}
