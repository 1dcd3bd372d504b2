package ballast.coordinator.packing;

import java.util.List;

/**
 * So many VMs cycle at once on one host, each at its own offset.
 *
 * @param vms 0 if not even one fits
 * @param upperBound no plan has more than these VMs
 * @param offsets seconds into the period at which each VM's cycle begins, one for each VM
 * @param peak largest sum of footprints at any second, in bytes
 * @param staticVms how many would fit if each were given its full size
 * @param peakVms how many if each were given the highest peak of all cycles
 * @param simultaneousVms how many if all began their cycles together
 */
public record MaxVmsPlan(
        int vms, int upperBound, List<Integer> offsets, long peak, int staticVms, int peakVms, int simultaneousVms) {
    public MaxVmsPlan {
        offsets = List.copyOf(offsets);
    }

    /** No plan can be better. */
    public boolean proved() {
        return vms == upperBound;
    }
}
