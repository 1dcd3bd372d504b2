package ballast.coordinator.stats;

/**
 * A row of STREAM's {@code Copy.csv}.
 *
 * @param seconds that the iteration took
 * @param megabytesPerSecond its bandwidth, in 10^6 bytes per s
 */
public record StreamIteration(double seconds, double megabytesPerSecond) {}
