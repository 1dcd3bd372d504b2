package ballast.coordinator.stats;

/**
 * A row of inflate's {@code out.csv}, in ns.
 *
 * @param touch time to touch the memory right after the growth; NaN if that was not measured, as in nofault runs
 * @param touch2 time to touch it once more; NaN if that was not measured
 */
public record Iteration(long shrink, long grow, double touch, double touch2) {}
