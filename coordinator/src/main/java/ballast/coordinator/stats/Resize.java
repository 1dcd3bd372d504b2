package ballast.coordinator.stats;

/**
 * One resize of a VM.
 *
 * @param iteration counted from 1
 * @param from size before it, in bytes
 * @param to size that was asked for, in bytes
 * @param reached size at its end, in bytes
 * @param nanos how long it took, in ns
 * @param source what timed it: {@code qmp} (polled queries) or {@code console} (markers of patched builds)
 */
public record Resize(int iteration, Direction direction, long from, long to, long reached, long nanos, String source) {
    /** Whether memory is taken from the guest or given back. */
    public enum Direction {
        SHRINK,
        GROW
    }

    /** Bytes that moved, which is less than what was asked for where the guest gave up less. */
    public long moved() {
        return Math.abs(reached - from);
    }
}
