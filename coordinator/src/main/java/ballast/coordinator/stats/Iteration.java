package ballast.coordinator.stats;

/**
 * A row of inflate's {@code out.csv}, in ns.
 *
 * @param touch time to touch the memory right after the growth; 0 in nofault runs
 * @param touch2 time to touch it once more; 0 in nofault runs
 */
public record Iteration(long shrink, long grow, long touch, long touch2) {}
