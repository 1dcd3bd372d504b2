package ballast.agent.vfio;

import ballast.model.FailureKind;
import ballast.model.FaultException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A move of devices to vfio-pci or back that was found possible: all of them move, or none. */
public final class Rebinding {
    /** What became of a device. */
    public record Change(PciAddress address, Binding from, Binding to) {}

    private final Path sysfs;
    private final IommuGroups groups;
    private final SysfsWriter writer;
    private final Goal goal;
    private final List<PciDevice> devices;

    Rebinding(Path sysfs, SysfsWriter writer, Goal goal, List<PciDevice> devices) {
        this.sysfs = sysfs;
        this.groups = new IommuGroups(sysfs);
        this.writer = writer;
        this.goal = goal;
        this.devices = List.copyOf(devices);
    }

    /**
     * Moves them in order. A failure undoes what was done, last device first.
     *
     * @return what changed; nothing if all was as wanted
     * @throws FaultException of kind HOST, with the cause and, in its details, where each device was left that could not be
     *     put back
     */
    public List<Change> execute() throws FaultException {
        List<PciDevice> touched = new ArrayList<>();
        try {
            List<Change> changes = new ArrayList<>();
            for (PciDevice device : devices) {
                touched.add(0, device);
                changes.add(move(device));
            }
            return changes;
        } catch (IOException e) {
            throw undone(e, touched);
        }
    }

    private Change move(PciDevice device) throws IOException {
        for (DriverWrite write : goal.writes(device)) {
            write(write);
        }
        Binding reached = groups.binding(device.address());
        Optional<String> refusal = goal.refusal(reached);
        if (refusal.isPresent()) {
            throw new IOException(device.address() + ": " + refusal.get());
        }
        return new Change(device.address(), device.binding(), reached);
    }

    private FaultException undone(IOException cause, List<PciDevice> touched) {
        List<String> left = new ArrayList<>();
        touched.forEach(device -> restore(device).ifPresent(left::add));
        String outcome = left.isEmpty()
                ? "; undone: all devices have the drivers that they had"
                : "; undoing it failed for " + left.size() + " of " + touched.size() + " devices";
        return new FaultException(FailureKind.HOST, cause.getMessage() + outcome, left, cause);
    }

    /** @return where it was left, if not where it was before */
    private Optional<String> restore(PciDevice device) {
        List<String> errors = new ArrayList<>();
        try {
            Binding now = groups.binding(device.address());
            for (DriverWrite write : DriverWrite.restore(device.address(), now, device.binding())) {
                try {
                    write(write);
                } catch (IOException e) {
                    errors.add(e.getMessage());
                }
            }
            Binding reached = groups.binding(device.address());
            return reached.equals(device.binding())
                    ? Optional.empty()
                    : Optional.of(device.address() + " is left with " + reached + "; it had " + device.binding()
                            + errors.stream().map("; "::concat).collect(Collectors.joining()));
        } catch (IOException e) {
            return Optional.of(device.address() + " cannot be read: " + e + "; it had " + device.binding());
        }
    }

    private void write(DriverWrite write) throws IOException {
        Path file = sysfs.resolve(write.file());
        try {
            writer.write(file, write.text());
        } catch (IOException e) {
            throw new IOException("cannot write '" + write.text().strip() + "' to " + file + ": " + reason(e), e);
        }
    }

    /** Where a file cannot be opened, the JDK's message is its path and the reason is the exception's name. */
    private static String reason(IOException e) {
        return e instanceof FileSystemException ? e.getClass().getSimpleName() : e.getMessage();
    }
}
