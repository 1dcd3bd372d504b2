package ballast.model;

/**
 * A VM as it is now; newer ones replace it and losing one is harmless.
 *
 * @param index of the VM in its attempt, from 0
 * @param phase what it does, {@code boot}, {@code shrink}
 * @param rssBytes resident set of the QEMU process
 * @param ramBytes resident part of the guest's memory
 * @param targetBytes the size that was last asked for
 * @param guestFreeBytes free memory in the guest, NaN if it did not answer
 */
public record VmStatus(
        int index, String phase, long rssBytes, long ramBytes, long targetBytes, double guestFreeBytes) {}
