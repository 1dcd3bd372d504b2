package ballast.coordinator.recording;

import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Traces of one mode.
 *
 * @param traces one or more; by run and iteration, then by cycle, then by VM
 * @param size of each VM in bytes, if the runs say so and agree
 * @param cores of each VM, likewise
 * @param leftOut what was asked for and could not be taken, and why, a line each
 * @param replayed how many are of runs that played back other traces
 */
public record TraceSet(
        String mode,
        List<NamedTrace> traces,
        OptionalLong size,
        OptionalInt cores,
        List<String> leftOut,
        int replayed) {
    public TraceSet {
        traces = List.copyOf(traces);
        leftOut = List.copyOf(leftOut);
    }
}
