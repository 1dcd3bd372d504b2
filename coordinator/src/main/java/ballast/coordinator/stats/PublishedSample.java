package ballast.coordinator.stats;

/**
 * A row of {@code out_I.csv}, the sample format of the published artefact. Whatever could not be read is NaN.
 *
 * @param time in s; in multivm since the start that all VMs of the attempt share
 * @param rss resident set of the QEMU process in bytes
 * @param small free pages of 4 KiB in the guest
 * @param huge free blocks of 2 MiB in the guest
 * @param cached the guest's page cache in bytes
 * @param total the guest's memory in bytes
 */
public record PublishedSample(double time, double rss, double small, double huge, double cached, double total) {
    /** Whether nothing is missing; the artefact's plots drop the other rows, and their RSS with them. */
    boolean complete() {
        // NaN in any summand makes the sum NaN.
        return !Double.isNaN(time + rss + small + huge + cached + total);
    }

    /** Whatever the guest answered: the RSS is the host's. */
    public Sample footprint() {
        return new Sample(time, rss);
    }
}
