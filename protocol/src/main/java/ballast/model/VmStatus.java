package ballast.model;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A VM as it is now; newer ones replace it and losing one is harmless.
 *
 * @param index of the VM in its attempt, from 0
 * @param phase what it does, {@code boot}, {@code shrink}
 * @param rssBytes resident set of the QEMU process
 * @param ramBytes resident part of the guest's memory
 * @param targetBytes the size that was last asked for
 * @param guestFreeBytes free memory in the guest, NaN if it did not answer
 * @param detail what else was seen; earlier agents do not tell it
 */
public record VmStatus(
        int index,
        String phase,
        long rssBytes,
        long ramBytes,
        long targetBytes,
        double guestFreeBytes,
        Optional<Detail> detail) {
    /**
     * Each size in bytes, NaN if it is not known.
     *
     * @param sampled when the process was looked at, by its host's clock
     * @param actualBytes the size that the reclamation device told last
     * @param guestHugeBytes free memory in the guest in blocks of 2 MiB and more
     * @param guestCachedBytes the guest's page cache
     * @param guestTotalBytes all memory that the guest has
     */
    public record Detail(
            Instant sampled,
            double actualBytes,
            double guestHugeBytes,
            double guestCachedBytes,
            double guestTotalBytes) {
        public Detail {
            Objects.requireNonNull(sampled, "sampled");
        }
    }

    @SuppressWarnings("OptionalAssignedToNull") // a field that is missing on the wire
    public VmStatus {
        detail = detail == null ? Optional.empty() : detail;
    }

    /** Of which no more is known. */
    public VmStatus(int index, String phase, long rssBytes, long ramBytes, long targetBytes, double guestFreeBytes) {
        this(index, phase, rssBytes, ramBytes, targetBytes, guestFreeBytes, Optional.empty());
    }
}
