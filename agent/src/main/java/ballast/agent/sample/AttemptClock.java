package ballast.agent.sample;

/**
 * Time since an attempt began, from the monotonic clock.
 *
 * @param originNanos {@link System#nanoTime} at the attempt's beginning
 */
public record AttemptClock(long originNanos) {
    public static AttemptClock startNow() {
        return new AttemptClock(System.nanoTime());
    }

    /** Seconds since the attempt began. */
    public double seconds() {
        return (System.nanoTime() - originNanos) / 1e9;
    }
}
