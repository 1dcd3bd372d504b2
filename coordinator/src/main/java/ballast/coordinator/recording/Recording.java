package ballast.coordinator.recording;

import java.io.IOException;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What was recorded of one VM in one run, or one iteration of a run.
 *
 * @param vm its number in the run
 * @param place names it for people: run, VM, iteration
 */
record Recording(Run run, int vm, int iteration, String place, Work work, Source source) {
    /**
     * @param name its folder below the one that is read
     * @param mode as the artefact calls it, with {@code -vfio} where a device was passed through
     * @param size of each VM, in bytes
     * @param period from one build's start to the next, in s
     */
    record Run(
            String name, String mode, OptionalLong size, OptionalInt cores, OptionalDouble period, boolean replayed) {}

    /** What a VM did. */
    sealed interface Work {}

    /** It built, once or more often. */
    record Builds(List<Build> all) implements Work {
        Builds {
            all = List.copyOf(all);
        }
    }

    /** It did something else, all of the time. */
    record Whole() implements Work {}

    /** Nobody knows, and why. */
    record Unknown(String why) implements Work {}

    /** Where its samples are; they are read only if they are asked for. */
    interface Source {
        Samples read() throws IOException;
    }
}
