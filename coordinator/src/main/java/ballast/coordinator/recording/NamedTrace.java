package ballast.coordinator.recording;

import ballast.coordinator.trace.Trace;

/**
 * A trace and where it comes from.
 *
 * @param name run, VM, build
 * @param heldSeconds at its end that nobody sampled: the last value is held there
 */
public record NamedTrace(String name, Trace trace, int heldSeconds) {}
