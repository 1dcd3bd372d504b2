package ballast.agent.device;

import ballast.model.ByteSize;
import java.time.Duration;

/**
 * A resize that reached its target.
 *
 * @param reached the size that the device told last
 * @param took from the command (the last, where it had to be given again) to the first query that told the target, or between the console's markers
 * @param source what the time was taken from
 * @param queries how many questions that took
 */
public record Resize(ByteSize from, ByteSize target, ByteSize reached, Duration took, Source source, int queries) {
    /** Where a time comes from. */
    public enum Source {
        /** QMP, polled every {@link Resizer#POLL_INTERVAL}. */
        QMP,
        /** Nanosecond stamps that patched builds of QEMU and the kernel print. */
        CONSOLE
    }
}
