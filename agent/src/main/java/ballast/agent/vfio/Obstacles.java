package ballast.agent.vfio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What on this host forbids to move devices. */
final class Obstacles {
    private final Path sysfs;
    private final Path proc;

    Obstacles(Path sysfs, Path proc) {
        this.sysfs = sysfs;
        this.proc = proc;
    }

    /** All of them, for users. */
    List<String> to(Goal goal, List<PciDevice> devices) throws IOException {
        List<String> found = new ArrayList<>();
        Path drivers = sysfs.resolve("bus/pci/drivers");
        if (goal == Goal.VFIO && !Files.isDirectory(drivers.resolve(Binding.VFIO))) {
            found.add("no driver vfio-pci in " + drivers + ": load it: modprobe vfio-pci");
        }
        Path probe = sysfs.resolve("bus/pci/drivers_probe");
        if (!Files.isWritable(probe)) {
            found.add("may not write " + probe + ": this takes root, and in a container a writable /sys");
        }
        OpenFiles open = OpenFiles.read(proc);
        for (int group : groupsOf(devices)) {
            found.addAll(vmsOf(group, open));
        }
        if (goal == Goal.VFIO) {
            HostUse use = new HostUse(sysfs, Mounts.read(proc), open);
            for (PciDevice device : devices) {
                use.of(device.address()).forEach(phrase -> found.add(name(device) + ": " + phrase));
            }
        }
        return found;
    }

    private static SortedSet<Integer> groupsOf(List<PciDevice> devices) {
        return devices.stream().map(device -> device.group().getAsInt()).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String name(PciDevice device) {
        return device.address() + " (group " + device.group().getAsInt() + ")";
    }

    /**
     * The kernel would let a device go only once the VM does, and block until then. A VM holds the group, or, with IOMMUFD, the
     * devices (Documentation/driver-api/vfio.rst).
     */
    private List<String> vmsOf(int group, OpenFiles open) throws IOException {
        List<String> files = new ArrayList<>(List.of("/dev/vfio/" + group));
        Path members = sysfs.resolve("kernel/iommu_groups/" + group + "/devices");
        for (Path device : Listing.of(members)) {
            Listing.of(device.resolve("vfio-dev"))
                    .forEach(node -> files.add("/dev/vfio/devices/" + node.getFileName()));
        }
        return files.stream()
                .flatMap(file -> open.usersOf(file).stream()
                        .map(user -> "group " + group + ": " + user + " uses it (" + file + "): end that first"))
                .toList();
    }
}
