package ballast.agent.vfio;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;

/** The devices of this host that can be handed to a VM. */
public final class VfioDevices {
    private VfioDevices() {}

    /**
     * Those that vfio-pci drives and that are overridden to it, in groups all of whose endpoints are so; by address. Whether a VM
     * has them already is not looked at: who hands them out knows. One of each group, since a group can be open in one VM only
     * (Linux, Documentation/driver-api/vfio.rst).
     */
    public static List<VfioDevice> of(IommuGroups groups) throws IOException {
        return groups.all().stream()
                .filter(IommuGroup::isVfio)
                .flatMap(group -> group.endpoints().stream()
                        .limit(1)
                        .map(device -> new VfioDevice(device.address(), group.number(), device.id())))
                .sorted(Comparator.comparing(VfioDevice::address))
                .toList();
    }
}
