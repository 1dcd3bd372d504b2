package ballast.coordinator.schedule;

import java.util.List;

/**
 * What an attempt's stored raw files add to the totals.
 *
 * @param mode of its cell
 * @param driver what its VMs were made with
 * @param samples of its VMs' processes
 * @param byteSeconds integral of their resident sets over time, each VM's own trapezoids
 * @param breaches times that its host's VMs were over a budget; attempts beside each other tell of the same
 */
public record Tally(String mode, String driver, long samples, double byteSeconds, List<Breach> breaches) {
    /**
     * @param id the same for all who tell of it
     * @param seconds how long it lasted, as far as this attempt saw it
     */
    public record Breach(String id, double seconds) {}

    public Tally {
        breaches = breaches == null ? List.of() : List.copyOf(breaches);
        if (samples < 0 || !(byteSeconds >= 0)) {
            throw new IllegalArgumentException(
                    "tally: got " + samples + " samples and " + byteSeconds + " B·s, want 0 or more");
        }
    }
}
