package ballast.model;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;

/** What a guest does in a build of {@code multivm}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "workload")
public sealed interface Workload {
    /** The longest one build may take. */
    Duration timeout();

    /**
     * Allocates memory, touches every page of it with one thread per core, and frees it.
     *
     * @param memory bytes to touch, whole pages of 4 KiB
     */
    record Write(ByteSize memory, Duration timeout) implements Workload {
        public Write {
            Ranges.wholePages("touch", memory);
            Ranges.positive("timeout", timeout);
        }
    }
}
