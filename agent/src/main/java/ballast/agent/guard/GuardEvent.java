package ballast.agent.guard;

import ballast.model.MemoryPressure;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Something that the guard did or saw.
 *
 * @param event such as {@code hold}, {@code shrink}, {@code breach}
 * @param vm whom it concerns, by its index; empty: all of the host
 */
public record GuardEvent(Instant at, String event, String cause, OptionalInt vm, Seen seen) {
    /**
     * What was measured then.
     *
     * @param sum of the host's VMs, in bytes
     */
    public record Seen(long sum, OptionalLong available, Optional<MemoryPressure> pressure) {}
}
