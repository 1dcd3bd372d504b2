package ballast.coordinator.stats;

import java.util.List;

/**
 * A row of {@code guest.csv}: what the guest said of itself. NaN where it did not answer, but for time and RSS.
 *
 * @param time in s
 * @param rss resident set of the QEMU process in bytes
 * @param small free pages of 4 KiB
 * @param huge free blocks of 2 MiB
 * @param cached page cache in bytes
 * @param total the guest's memory in bytes
 * @param free free memory in bytes
 * @param orders free blocks of each order, from 0
 */
public record GuestSample(
        double time,
        double rss,
        double small,
        double huge,
        double cached,
        double total,
        double free,
        List<Double> orders) {
    public GuestSample {
        orders = List.copyOf(orders);
    }
}
