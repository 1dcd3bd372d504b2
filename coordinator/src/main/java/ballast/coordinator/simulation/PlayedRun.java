package ballast.coordinator.simulation;

import ballast.coordinator.trace.Trace;
import ballast.model.HostId;
import ballast.model.RunId;

/**
 * A run that was played to its end. Times are simulated, in s since the campaign's first start.
 *
 * @param start when the scheduler gave it to the host
 * @param end when the scheduler heard of its end, at least the start
 * @param cores that it took
 * @param trace what its VMs occupied together from the start on
 */
public record PlayedRun(RunId run, HostId host, double start, double end, int cores, Trace trace) {
    public PlayedRun {
        if (!(start >= 0 && end >= start)) {
            throw new IllegalArgumentException(run + ": got start " + start + " s and end " + end
                    + " s, want 0 or more and an end that is not before the start");
        }
    }
}
