package ballast.model;

import java.util.Map;

/**
 * What a host has to offer.
 *
 * @param cores CPUs that VMs may be pinned to
 * @param memory all memory of the host
 * @param budget what VMs may use together
 * @param accelerator what a probe with this host's QEMU showed to work
 * @param versions of QEMU, the host's and the guest's kernel, the image, Ballast
 */
public record HostReport(
        HostId id, int cores, ByteSize memory, ByteSize budget, Accelerator accelerator, Map<String, String> versions) {
    public HostReport {
        versions = Map.copyOf(versions);
    }

    @com.fasterxml.jackson.annotation.JsonIgnore
    public Demand capacity() {
        return new Demand(budget, cores);
    }
}
