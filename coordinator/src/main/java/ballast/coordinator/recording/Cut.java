package ballast.coordinator.recording;

import java.util.OptionalInt;

/** How a recording is cut into traces. */
public sealed interface Cut {
    /** Each build, from its start to the end of its clean-up. What is no build is one trace, from the first sample to the last. */
    record PerBuild() implements Cut {}

    /**
     * Whole cycles, each from a build's start on.
     *
     * @param seconds of a cycle; if empty, from one build's start to the next as the run was told
     */
    record Periodic(OptionalInt seconds) implements Cut {}
}
