package ballast.agent.vfio;

import java.util.List;

/**
 * Devices that the IOMMU cannot tell apart: VFIO gives them to one VM, all or none.
 *
 * @param devices those on the PCI bus, by address
 */
public record IommuGroup(int number, List<PciDevice> devices) {
    public IommuGroup {
        devices = List.copyOf(devices);
    }

    /** The devices without the bridges. */
    public List<PciDevice> endpoints() {
        return devices.stream().filter(device -> !device.isBridge()).toList();
    }

    /** Whether it can be given to a VM: it has endpoints, and vfio-pci has them all. */
    public boolean isVfio() {
        return !endpoints().isEmpty()
                && endpoints().stream().allMatch(device -> device.binding().isVfio());
    }
}
