package ballast.model;

import java.time.Duration;

/**
 * How often a VM is looked at.
 *
 * @param interval between two readings of the process; 10 ms to 1 h
 * @param guestInterval between two questions to the guest, not shorter than interval
 */
public record Sampling(Duration interval, Duration guestInterval) {
    public static final Sampling DEFAULT = new Sampling(Duration.ofMillis(100), Duration.ofSeconds(1));

    public Sampling {
        if (interval.compareTo(Duration.ofMillis(10)) < 0 || interval.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("sample-interval: got " + interval.toMillis() + "ms, want 10ms to 1h");
        }
        if (guestInterval.compareTo(interval) < 0 || guestInterval.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("guest-interval: got " + guestInterval.toMillis()
                    + "ms, want sample-interval (" + interval.toMillis() + "ms) to 1h");
        }
    }
}
