package ballast.agent.vfio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bindings are written driver/override, with "-" for none; writes by the last name of their file. */
class DriverWriteTest {
    private static final PciAddress ADDRESS = PciAddress.parse("0000:08:00.0");

    @ParameterizedTest
    @CsvSource({
        "ixgbe/-, override=vfio-pci unbind probe",
        "-/-, override=vfio-pci probe",
        "-/vfio-pci, probe",
        "ixgbe/vfio-pci, unbind probe",
        "vfio-pci/-, override=vfio-pci",
        "ixgbe/ixgbe, override=vfio-pci unbind probe",
        "vfio-pci/vfio-pci, ''"
    })
    void toVfio(String now, String writes) {
        assertThat(text(DriverWrite.toVfio(ADDRESS, binding(now)))).isEqualTo(writes);
    }

    @ParameterizedTest
    @CsvSource({
        "vfio-pci/vfio-pci, override= unbind probe",
        "vfio-pci/-, unbind probe",
        "-/vfio-pci, override= probe",
        "ixgbe/vfio-pci, override="
    })
    void toHost(String now, String writes) {
        assertThat(text(DriverWrite.toHost(ADDRESS, binding(now)))).isEqualTo(writes);
    }

    @ParameterizedTest
    @CsvSource({
        "ixgbe/-, ixgbe/-, ''",
        "ixgbe/vfio-pci, ixgbe/-, override=",
        "-/vfio-pci, ixgbe/-, override= bind:ixgbe",
        "vfio-pci/vfio-pci, ixgbe/-, unbind override= bind:ixgbe",
        "vfio-pci/vfio-pci, ixgbe/vfio-pci, unbind override=ixgbe bind:ixgbe override=vfio-pci",
        "vfio-pci/vfio-pci, -/-, unbind override=",
        "vfio-pci/vfio-pci, -/pci-stub, unbind override=pci-stub",
        "ixgbe/-, vfio-pci/vfio-pci, unbind override=vfio-pci bind:vfio-pci",
        "-/-, vfio-pci/-, bind:vfio-pci"
    })
    void restore(String now, String before, String writes) {
        assertThat(text(DriverWrite.restore(ADDRESS, binding(now), binding(before))))
                .isEqualTo(writes);
    }

    private static Binding binding(String text) {
        String[] parts = text.split("/");
        return new Binding(present(parts[0]), present(parts[1]));
    }

    private static Optional<String> present(String name) {
        return Optional.of(name).filter(text -> !text.equals("-"));
    }

    private static String text(List<DriverWrite> writes) {
        return writes.stream().map(DriverWriteTest::text).collect(Collectors.joining(" "));
    }

    private static String text(DriverWrite write) {
        return switch (write.file()) {
            case "bus/pci/devices/0000:08:00.0/driver_override" ->
                "override=" + write.text().strip();
            case "bus/pci/devices/0000:08:00.0/driver/unbind" -> addressed("unbind", write);
            case "bus/pci/drivers_probe" -> addressed("probe", write);
            case "bus/pci/drivers/ixgbe/bind" -> addressed("bind:ixgbe", write);
            case "bus/pci/drivers/vfio-pci/bind" -> addressed("bind:vfio-pci", write);
            default -> throw new AssertionError(write);
        };
    }

    private static String addressed(String word, DriverWrite write) {
        assertThat(write.text()).isEqualTo("0000:08:00.0");
        return word;
    }
}
