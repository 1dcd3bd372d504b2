package ballast.coordinator.cli;

import ballast.agent.vfio.IommuGroup;
import ballast.agent.vfio.PciDevice;
import ballast.agent.vfio.Rebinding.Change;
import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import java.util.List;

/** IOMMU groups for readers: a line per device. */
final class VfioTable {
    private static final Column[] COLUMNS = {
        column("group", HorizontalAlign.RIGHT),
        column("device", HorizontalAlign.LEFT),
        column("id", HorizontalAlign.LEFT),
        column("class", HorizontalAlign.LEFT),
        column("driver", HorizontalAlign.LEFT),
        column("driver_override", HorizontalAlign.LEFT),
        column("for VMs", HorizontalAlign.LEFT)
    };

    private VfioTable() {}

    /** Several lines, the last one ended. */
    static String render(List<IommuGroup> groups) {
        if (groups.isEmpty()) {
            return "no IOMMU groups: turn the IOMMU on in the firmware (VT-d, AMD-Vi) and, with Intel, by the kernel argument"
                    + " intel_iommu=on\n";
        }
        return AsciiTable.builder()
                        .border(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS)
                        .lineSeparator("\n")
                        .data(
                                COLUMNS,
                                groups.stream()
                                        .flatMap(group ->
                                                group.devices().stream().map(device -> row(group, device)))
                                        .toArray(Object[][]::new))
                        .asString()
                + "\n";
    }

    private static Object[] row(IommuGroup group, PciDevice device) {
        return new Object[] {
            group.number(),
            device.address(),
            device.id(),
            device.type(),
            device.binding().driver().orElse("-"),
            device.binding().override().orElse("-"),
            forVms(group, device)
        };
    }

    private static String forVms(IommuGroup group, PciDevice device) {
        if (device.isBridge()) {
            return "bridge";
        }
        if (group.isVfio()) {
            return "yes";
        }
        return device.binding().isVfio() ? "no, not all of its group" : "no";
    }

    /** A line per device, each ended. */
    static String renderChanges(List<Change> changes) {
        if (changes.isEmpty()) {
            return "nothing to change\n";
        }
        StringBuilder text = new StringBuilder();
        changes.forEach(change -> text.append(change.address())
                .append(": ")
                .append(change.from().driver().orElse("no driver"))
                .append(" -> ")
                .append(change.to().driver().orElse("no driver"))
                .append('\n'));
        return text.toString();
    }

    private static Column column(String header, HorizontalAlign align) {
        return new Column().header(header).headerAlign(align).dataAlign(align);
    }
}
