package ballast.coordinator.metrics;

import ballast.model.HostId;
import java.time.Instant;

/**
 * An attempt that a host is given to.
 *
 * @param isolation label of its run's
 * @param due after which it counts as overdue
 */
public record Lease(HostId host, String isolation, Instant due) {}
