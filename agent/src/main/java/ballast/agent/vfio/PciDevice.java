package ballast.agent.vfio;

import java.util.OptionalInt;

/**
 * A PCI device as it was when it was looked at.
 *
 * @param group its IOMMU group; empty without an IOMMU
 * @param id vendor and device, {@code 15b3:1017}
 * @param type its class code of six hexadecimal digits, {@code 020000}
 */
public record PciDevice(PciAddress address, OptionalInt group, String id, String type, Binding binding) {
    private static final String BRIDGE = "0604";

    /**
     * Whether it is a PCI-to-PCI bridge: these keep their driver in a group that VFIO owns, and vfio-pci does not take them
     * (Documentation/driver-api/vfio.rst).
     */
    public boolean isBridge() {
        return type.startsWith(BRIDGE);
    }
}
