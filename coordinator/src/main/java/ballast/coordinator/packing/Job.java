package ballast.coordinator.packing;

import ballast.coordinator.trace.Trace;

/**
 * Something that runs once, from its start to the end of its trace, without a break.
 *
 * @param run names it in a plan; unique
 * @param traceName where its trace comes from, for people
 * @param size of its VMs together in bytes: what static packing reserves; its peak may be above it
 * @param cores that it holds all the time; 0 or more
 */
public record Job(String run, String traceName, Trace trace, long size, int cores) {
    public Job {
        if (cores < 0) {
            throw new IllegalArgumentException(run + ": got " + cores + " cores, want 0 or more");
        }
    }
}
