package ballast.agent.replay;

import ballast.model.ByteSize;
import java.time.Duration;
import java.util.Optional;

/**
 * How traces are played.
 *
 * @param speed how many times faster than they were recorded, above 0 and finite
 * @param live how often VMs' state is told, 10 ms to 1 h; at the end of an attempt earlier, since it does not wait for the next
 * @param claim what the host says that it has
 * @param time that passes for the traces; empty: the world's
 */
public record Playback(double speed, Duration live, Claim claim, Optional<PlayedTime> time) {
    public static final Duration LIVE = Duration.ofMillis(500);

    /** What a host that runs no VM offers for them. */
    public sealed interface Claim {
        /** The CPUs and the memory that it has; no devices. */
        record ThisHost() implements Claim {}

        /**
         * Made up, for labs that are larger than this host.
         *
         * @param cores 1 or more
         * @param vfioDevices 0 or more
         */
        record Pretended(int cores, ByteSize memory, int vfioDevices) implements Claim {
            public Pretended {
                if (cores < 1 || vfioDevices < 0) {
                    throw new IllegalArgumentException(
                            "got " + cores + " cores and " + vfioDevices + " devices, want 1 or more and 0 or more");
                }
            }
        }
    }

    public Playback {
        if (!(speed > 0) || Double.isInfinite(speed)) {
            throw new IllegalArgumentException("speed: got " + speed + ", want a positive number such as 1 or 100");
        }
        if (live.compareTo(Duration.ofMillis(10)) < 0 || live.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("live: got " + live.toMillis() + "ms, want 10ms to 1h");
        }
    }

    /** In the world's time. */
    public Playback(double speed, Duration live, Claim claim) {
        this(speed, live, claim, Optional.empty());
    }

    /** As recorded, in a time of its own, on cores and memory that are made up; state is told at the start of an attempt only. */
    public static Playback in(PlayedTime time, Claim.Pretended claim) {
        return new Playback(1, LIVE, claim, Optional.of(time));
    }

    /** On this host's CPUs and memory, told twice a second, as real VMs are. */
    public static Playback at(double speed) {
        return new Playback(speed, LIVE, new Claim.ThisHost());
    }
}
