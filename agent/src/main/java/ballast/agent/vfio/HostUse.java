package ballast.agent.vfio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the host itself uses a PCI device for: taking it away would cut the network, lose a file system or blind the console. As far
 * as sysfs and proc tell: what another namespace uses may be missing.
 */
final class HostUse {
    private static final int UP = 1; // IFF_UP, include/uapi/linux/if.h

    private final Path sysfs;
    private final Mounts mounts;
    private final OpenFiles open;

    HostUse(Path sysfs, Mounts mounts, OpenFiles open) {
        this.sysfs = sysfs;
        this.mounts = mounts;
        this.open = open;
    }

    /** A phrase for each use, with what to do. */
    List<String> of(PciAddress address) throws IOException {
        Path device = sysfs.resolve("bus/pci/devices/" + address).toRealPath();
        List<String> uses = new ArrayList<>();
        if (read(device.resolve("boot_vga")).equals("1")) {
            uses.add("it is the console's display (boot_vga)");
        }
        for (Path network : Listing.of(sysfs.resolve("class/net"))) {
            if (isPartOf(network, device) && isUp(network)) {
                String name = network.getFileName().toString();
                uses.add("network interface " + name + " is up; take it down: ip link set " + name + " down");
            }
        }
        for (Path block : Listing.of(sysfs.resolve("class/block"))) {
            if (isPartOf(block, device)) {
                uses.addAll(usesOfBlock(block));
            }
        }
        return uses;
    }

    private static boolean isUp(Path network) throws IOException {
        String flags = read(network.resolve("flags"));
        return read(network.resolve("operstate")).equals("up")
                || (!flags.isEmpty() && (Integer.decode(flags) & UP) != 0);
    }

    private List<String> usesOfBlock(Path block) throws IOException {
        // sysfs writes a "/" of the name as "!"
        String file = "/dev/" + block.getFileName().toString().replace('!', '/');
        List<String> uses = new ArrayList<>(mounts.usesOf(read(block.resolve("dev")), file));
        Listing.of(block.resolve("holders")).forEach(holder -> uses.add("is part of /dev/" + holder.getFileName()));
        open.usersOf(file).forEach(user -> uses.add("is open in " + user));
        return uses.stream().map(use -> "block device " + file + " " + use).toList();
    }

    /**
     * Whether what a class's entry links to lies below the device. Disks of NVMe with multipath lie below a virtual subsystem
     * instead, which has links to its controllers.
     */
    private static boolean isPartOf(Path entry, Path device) throws IOException {
        if (!Files.exists(entry)) {
            return false; // gone meanwhile
        }
        Path real = entry.toRealPath();
        if (real.startsWith(device)) {
            return true;
        }
        for (Path folder = real; folder.getParent() != null; folder = folder.getParent()) {
            if (folder.getParent().endsWith("nvme-subsystem")) {
                return entriesLinkInto(folder, device);
            }
        }
        return false;
    }

    private static boolean entriesLinkInto(Path subsystem, Path device) throws IOException {
        for (Path entry : Listing.of(subsystem)) {
            if (Files.isSymbolicLink(entry)
                    && Files.exists(entry)
                    && entry.toRealPath().startsWith(device)) {
                return true;
            }
        }
        return false;
    }

    private static String read(Path file) throws IOException {
        try {
            return Files.readString(file).strip();
        } catch (NoSuchFileException e) {
            return "";
        }
    }
}
