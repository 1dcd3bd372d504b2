package ballast.coordinator.stats;

/**
 * A row of {@code phases.csv}: what a VM did from when to when, in s.
 *
 * @param iteration counted from 1; 0 for the boot
 */
public record Phase(String phase, int iteration, double start, double end) {}
