package ballast.agent.vfio;

import ballast.model.FailureKind;
import ballast.model.FaultException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Plans which devices to move to vfio-pci and back. Whatever forbids it is found before anything is written, and reported together.
 */
public final class VfioBinder {
    private final Path sysfs;
    private final Path proc;
    private final SysfsWriter writer;
    private final IommuGroups groups;

    /**
     * @param sysfs {@code /sys}
     * @param proc {@code /proc}
     */
    public VfioBinder(Path sysfs, Path proc, SysfsWriter writer) {
        this.sysfs = sysfs;
        this.proc = proc;
        this.writer = writer;
        this.groups = new IommuGroups(sysfs);
    }

    /**
     * All endpoints of the targets' groups to vfio-pci; those that it has already are left alone.
     *
     * @throws FaultException of kind HOST; its details say all that forbids it
     */
    public Rebinding bind(List<Target> targets) throws FaultException {
        return plan(Goal.VFIO, targets);
    }

    /**
     * All endpoints of the targets' groups that vfio-pci has, or is meant to have, back to the host's drivers.
     *
     * @throws FaultException of kind HOST; its details say all that forbids it
     */
    public Rebinding unbind(List<Target> targets) throws FaultException {
        return plan(Goal.HOST, targets);
    }

    private Rebinding plan(Goal goal, List<Target> targets) throws FaultException {
        List<String> problems = new ArrayList<>();
        List<PciDevice> devices;
        try {
            devices = find(targets, problems).stream()
                    .flatMap(group -> group.endpoints().stream())
                    .filter(goal::concerns)
                    .toList();
            if (!devices.isEmpty()) {
                problems.addAll(new Obstacles(sysfs, proc).to(goal, devices));
            }
        } catch (IOException e) {
            throw new FaultException(FailureKind.HOST, "cannot look at this host's PCI devices: " + e, e);
        }
        if (!problems.isEmpty()) {
            throw new FaultException(
                    FailureKind.HOST, "vfio " + goal.verb() + " is refused, nothing was changed", problems, null);
        }
        return new Rebinding(sysfs, writer, goal, devices);
    }

    /** Each group once, by number. */
    private List<IommuGroup> find(List<Target> targets, List<String> problems) throws IOException {
        Map<Integer, IommuGroup> found = new TreeMap<>();
        for (Target target : targets) {
            Optional<IommuGroup> group = target instanceof Target.Device device
                    ? groupOf(device.address(), problems)
                    : groupOf((Target.Group) target, problems);
            group.ifPresent(known -> found.put(known.number(), known));
        }
        return List.copyOf(found.values());
    }

    private Optional<IommuGroup> groupOf(PciAddress address, List<String> problems) throws IOException {
        Optional<PciDevice> device = groups.device(address);
        if (device.isEmpty()) {
            problems.add(address + ": no such PCI device; see: ballast vfio list");
            return Optional.empty();
        }
        if (device.get().group().isEmpty()) {
            problems.add(address + ": is in no IOMMU group: turn the IOMMU on in the firmware (VT-d, AMD-Vi) and, with"
                    + " Intel, by the kernel argument intel_iommu=on");
            return Optional.empty();
        }
        if (device.get().isBridge()) {
            problems.add(address + ": is a PCI bridge, want a device behind it; see: ballast vfio list");
            return Optional.empty();
        }
        return groups.find(device.get().group().getAsInt());
    }

    private Optional<IommuGroup> groupOf(Target.Group target, List<String> problems) throws IOException {
        Optional<IommuGroup> group = groups.find(target.number());
        if (group.isEmpty()) {
            problems.add(target + ": no such IOMMU group with PCI devices; see: ballast vfio list");
        } else if (group.get().endpoints().isEmpty()) {
            problems.add(target + ": has only PCI bridges, want one with a device to pass on");
        }
        return group;
    }
}
