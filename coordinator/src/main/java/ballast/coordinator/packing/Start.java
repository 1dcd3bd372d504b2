package ballast.coordinator.packing;

/**
 * A job's place in a plan.
 *
 * @param second after the plan's beginning, 0 or more
 */
public record Start(String run, String host, int second) {}
