package ballast.coordinator.stats;

/**
 * A row of {@code samples.csv}, in s and bytes.
 *
 * @param time since the attempt began: boots are in it
 * @param rss resident set of the QEMU process
 * @param ram resident part of the guest's memory, without QEMU's own
 * @param target the size that was last asked for
 */
public record VmSample(double time, double rss, double ram, double target) {
    public Sample footprint() {
        return new Sample(time, rss);
    }
}
