package ballast.agent.vfio;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One write to sysfs that changes who drives a device, and the series of them that a move takes. Pure: what a device needs
 * follows from its binding.
 *
 * @param file below {@code /sys}
 * @see <a href="https://docs.kernel.org/admin-guide/abi-testing-files.html">ABI/testing/sysfs-bus-pci: driver_override, unbind,
 *     bind, drivers_probe</a>
 */
record DriverWrite(String file, String text) {
    /** From whichever driver to vfio-pci. The override comes first, so that no other driver can take the device in between. */
    static List<DriverWrite> toVfio(PciAddress address, Binding now) {
        List<DriverWrite> writes = new ArrayList<>();
        if (!now.isMeantForVfio()) {
            writes.add(override(address, Optional.of(Binding.VFIO)));
        }
        if (!now.isDrivenByVfio()) {
            now.driver().ifPresent(driver -> writes.add(unbind(address)));
            writes.add(probe(address));
        }
        return writes;
    }

    /** From vfio-pci to whichever driver of the host matches. */
    static List<DriverWrite> toHost(PciAddress address, Binding now) {
        List<DriverWrite> writes = new ArrayList<>();
        now.override().ifPresent(driver -> writes.add(override(address, Optional.empty())));
        if (now.isDrivenByVfio()) {
            writes.add(unbind(address));
        }
        if (now.isDrivenByVfio() || now.driver().isEmpty()) {
            writes.add(probe(address));
        }
        return writes;
    }

    /** From what an interrupted move left to what there was before it. */
    static List<DriverWrite> restore(PciAddress address, Binding now, Binding before) {
        List<DriverWrite> writes = new ArrayList<>();
        Optional<String> override = now.override();
        if (!now.driver().equals(before.driver())) {
            now.driver().ifPresent(driver -> writes.add(unbind(address)));
            if (before.driver().isPresent()) {
                // an override lets no other driver take the device, not even one that had it when the override was set
                Optional<String> letting = before.override().flatMap(other -> before.driver());
                if (!override.equals(letting)) {
                    writes.add(override(address, letting));
                    override = letting;
                }
                writes.add(bind(address, before.driver().get()));
            }
        }
        if (!override.equals(before.override())) {
            writes.add(override(address, before.override()));
        }
        return writes;
    }

    private static DriverWrite override(PciAddress address, Optional<String> driver) {
        return new DriverWrite("bus/pci/devices/" + address + "/driver_override", driver.orElse("\n"));
    }

    private static DriverWrite unbind(PciAddress address) {
        return new DriverWrite("bus/pci/devices/" + address + "/driver/unbind", address.toString());
    }

    private static DriverWrite bind(PciAddress address, String driver) {
        return new DriverWrite("bus/pci/drivers/" + driver + "/bind", address.toString());
    }

    private static DriverWrite probe(PciAddress address) {
        return new DriverWrite("bus/pci/drivers_probe", address.toString());
    }
}
