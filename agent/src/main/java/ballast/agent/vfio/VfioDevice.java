package ballast.agent.vfio;

/**
 * A device that a VM can have.
 *
 * @param id vendor and device, {@code 15b3:1017}
 */
public record VfioDevice(PciAddress address, int group, String id) {}
