package ballast.agent.vfio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads the IOMMU groups and PCI devices of a sysfs. Nothing is kept: each call looks again. */
public final class IommuGroups {
    private static final String NO_OVERRIDE = "(null)";

    private final Path sysfs;

    /** @param sysfs {@code /sys} */
    public IommuGroups(Path sysfs) {
        this.sysfs = sysfs;
    }

    /** All that have PCI devices, by number; none where the IOMMU is off. */
    public List<IommuGroup> all() throws IOException {
        List<IommuGroup> groups = new ArrayList<>();
        for (Path group : Listing.of(sysfs.resolve("kernel/iommu_groups"))) {
            find(Integer.parseInt(group.getFileName().toString())).ifPresent(groups::add);
        }
        groups.sort(Comparator.comparingInt(IommuGroup::number));
        return groups;
    }

    /** Empty if there is none of that number that has PCI devices. */
    Optional<IommuGroup> find(int number) throws IOException {
        List<PciDevice> devices = new ArrayList<>();
        for (Path member : Listing.of(sysfs.resolve("kernel/iommu_groups/" + number + "/devices"))) {
            String name = member.getFileName().toString();
            // Others than PCI devices may be in a group, too
            if (PciAddress.isAddress(name)) {
                device(PciAddress.parse(name)).ifPresent(devices::add);
            }
        }
        devices.sort(Comparator.comparing(PciDevice::address));
        return devices.isEmpty() ? Optional.empty() : Optional.of(new IommuGroup(number, devices));
    }

    /** Empty if there is none at that address. */
    Optional<PciDevice> device(PciAddress address) throws IOException {
        Path folder = folder(address);
        if (!Files.exists(folder)) {
            return Optional.empty();
        }
        OptionalInt group = linked(folder.resolve("iommu_group")).stream()
                .mapToInt(Integer::parseInt)
                .findFirst();
        String id = hex(folder.resolve("vendor")) + ":" + hex(folder.resolve("device"));
        return Optional.of(new PciDevice(address, group, id, hex(folder.resolve("class")), binding(address)));
    }

    /** @throws IOException if there is no such device */
    Binding binding(PciAddress address) throws IOException {
        String override =
                Files.readString(folder(address).resolve("driver_override")).strip();
        boolean none = override.isEmpty() || override.equals(NO_OVERRIDE);
        return new Binding(linked(folder(address).resolve("driver")), none ? Optional.empty() : Optional.of(override));
    }

    Path folder(PciAddress address) {
        return sysfs.resolve("bus/pci/devices/" + address);
    }

    private static String hex(Path file) throws IOException {
        String text = Files.readString(file).strip();
        return text.startsWith("0x") ? text.substring(2) : text;
    }

    /** The last name of what a link points to. */
    private static Optional<String> linked(Path link) throws IOException {
        try {
            return Optional.of(Files.readSymbolicLink(link).getFileName().toString());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
