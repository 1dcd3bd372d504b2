package ballast.coordinator.stats;

import java.util.List;

/**
 * Whether the first of several iterations counts. It also pays for what happens only once (memory that was never touched, caches),
 * and FTQ's first quantum begins somewhere within one; so hyperalloc-bench's plots leave it out, and so do we unless asked.
 */
public enum FirstIteration {
    LEFT_OUT,
    COUNTED;

    /** A view. Of one iteration alone, that one: better than none. */
    public <T> List<T> of(List<T> all) {
        return this == COUNTED || all.size() < 2 ? all : all.subList(1, all.size());
    }
}
