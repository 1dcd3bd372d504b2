package ballast.agent.host;

import java.util.List;
import java.util.Optional;

/**
 * What of the host belongs to one VM while it lives.
 *
 * @param cpus those it is pinned to; other VMs of its run may be pinned to the same
 * @param vfioDevice PCI address of the device that is passed through to it
 */
public record HostShare(List<Integer> cpus, Optional<String> vfioDevice) {
    public HostShare {
        cpus = List.copyOf(cpus);
    }
}
