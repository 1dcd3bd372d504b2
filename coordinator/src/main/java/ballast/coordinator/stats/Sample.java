package ballast.coordinator.stats;

/**
 * A VM's resident set at a moment.
 *
 * @param time in s; all VMs of one attempt count from the same moment
 * @param rss resident set of the QEMU process in bytes; NaN where it could not be read
 */
public record Sample(double time, double rss) {}
