package ballast.coordinator.packing;

import ballast.coordinator.trace.Trace;
import java.util.List;

/**
 * What a host has for VMs.
 *
 * @param budget bytes that VMs may occupy together at any second, before the margin
 * @param cores that jobs may hold together
 * @param busy what runs there already: it cannot be moved
 */
public record PackingHost(String id, long budget, int cores, List<Busy> busy) {
    /** @param rest what it will still occupy, from second 0 of the plan */
    public record Busy(Trace rest, int cores) {}

    public PackingHost {
        busy = List.copyOf(busy);
        if (budget < 0 || cores < 0) {
            throw new IllegalArgumentException(
                    id + ": got budget " + budget + " and " + cores + " cores, want 0 or more");
        }
    }

    public static PackingHost empty(String id, long budget, int cores) {
        return new PackingHost(id, budget, cores, List.of());
    }
}
