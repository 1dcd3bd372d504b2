package ballast.coordinator.results;

import ballast.coordinator.trace.SecondGrid;
import ballast.coordinator.trace.Trace;
import ballast.model.AttemptId;
import ballast.model.HostId;
import java.time.Instant;
import java.util.List;

/**
 * The footprint of an attempt, as the library has it.
 *
 * @param vms in their order; second 0 is the attempt's start, so that boots are in it
 */
public record StoredTrace(Source source, List<Trace> vms) {
    /** Where it was recorded. */
    public record Source(AttemptId attempt, HostId host, Instant started) {}

    public StoredTrace {
        vms = List.copyOf(vms);
        if (vms.isEmpty()) {
            throw new IllegalArgumentException("got a trace of no VMs, want 1 or more");
        }
    }

    /** What its VMs occupied together. */
    public Trace sum() {
        return SecondGrid.sum(vms);
    }
}
