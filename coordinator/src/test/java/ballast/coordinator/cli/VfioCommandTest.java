package ballast.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The command on a tree that looks like sysfs but does nothing: what was written to it can be read back, and no driver ever changes.
 */
class VfioCommandTest {
    @TempDir
    Path folder;

    @RegisterExtension
    private final Printed printed = new Printed();

    private Path sysfs;
    private Path proc;

    @BeforeEach
    void makeTree() throws Exception {
        sysfs = Files.createDirectories(folder.resolve("sys"));
        proc = Files.createDirectories(folder.resolve("proc"));
        Files.createDirectories(sysfs.resolve("bus/pci/drivers/vfio-pci"));
        Files.createFile(sysfs.resolve("bus/pci/drivers_probe"));
    }

    @Test
    void listIsATable() throws Exception {
        devices();

        assertThat(vfio("list")).isZero();

        assertThat(printed.out()).isEqualTo(golden("vfio.txt"));
    }

    @Test
    void listIsJson() throws Exception {
        devices();

        assertThat(vfio("list", "--output", "json")).isZero();

        assertThat(printed.out()).isEqualTo(golden("vfio.json"));
    }

    @Test
    void listOfNamedGroupsHasNoOthers() throws Exception {
        devices();

        assertThat(vfio("list", "08:00.0", "12")).isZero();
        assertThat(printed.out())
                .contains("0000:08:00.0", "0000:08:00.1", "0000:00:1f.3")
                .doesNotContain("0000:01:00.0");

        assertThat(vfio("list", "55")).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(printed.err()).startsWith("ballast: group 55: no IOMMU group with PCI devices");
    }

    @Test
    void hostWithoutAnIommuIsToldHowToTurnItOn() {
        assertThat(vfio("list")).isZero();
        assertThat(printed.out()).startsWith("no IOMMU groups: ").contains("VT-d, AMD-Vi", "intel_iommu=on");
    }

    @Test
    void whatIsBoundAlreadyIsLeftAlone() throws Exception {
        devices();

        assertThat(vfio("bind", "3", "0a:00.0")).isZero();
        assertThat(printed.out()).isEqualTo("nothing to change\n");

        printed.forget();
        assertThat(vfio("unbind", "12", "--output", "json")).isZero();
        assertThat(printed.out()).isEqualToIgnoringWhitespace("{\"changed\":[]}");
    }

    @Test
    void failureWithoutDamageIsExitCodeOne() throws Exception {
        devices();
        Files.createFile(sysfs.resolve("bus/pci/drivers/mlx5_core/unbind"));

        assertThat(vfio("bind", "2")).isEqualTo(ExitCode.RUN_FAILED);

        assertThat(printed.err())
                .startsWith(
                        "ballast: 0000:08:00.1: got driver mlx5_core, driver_override vfio-pci, want vfio-pci for both")
                .endsWith("; undone: all devices have the drivers that they had\n");
        assertThat(printed.out()).isEmpty();
    }

    @Test
    void refusalListsAllProblems() throws Exception {
        devices();

        assertThat(vfio("bind", "55", "0000:99:00.0")).isEqualTo(ExitCode.BAD_INPUT);

        assertThat(printed.err()).isEqualTo("""
                ballast: vfio bind is refused, nothing was changed
                  group 55: no such IOMMU group with PCI devices; see: ballast vfio list
                  0000:99:00.0: no such PCI device; see: ballast vfio list
                """);
    }

    @Test
    void badUsageIsRefused() {
        assertThat(vfio("bind")).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(vfio("bind", "eth0")).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(printed.err())
                .contains("DEVICE|GROUP")
                .contains("got 'eth0', want a PCI address such as 0000:08:00.0")
                .doesNotContain("Exception");
        assertThat(BallastCommand.execute("vfio")).isEqualTo(ExitCode.BAD_INPUT);
    }

    /** A bridge with a device of the host, a group that is half vfio-pci's and one that is all its, one without a driver. */
    private void devices() throws IOException {
        device("0000:00:01.0", 1, "0x060400", "pcieport", "(null)");
        device("0000:01:00.0", 1, "0x010802", "nvme", "(null)");
        device("0000:08:00.0", 2, "0x020000", "vfio-pci", "vfio-pci");
        device("0000:08:00.1", 2, "0x020000", "mlx5_core", "(null)");
        device("0000:0a:00.0", 3, "0x020000", "vfio-pci", "vfio-pci");
        device("0000:00:1f.3", 12, "0x040300", "", "(null)");
    }

    private void device(String address, int group, String type, String driver, String override) throws IOException {
        Path device = Files.createDirectories(sysfs.resolve("devices/pci0000:00/" + address));
        Files.writeString(device.resolve("vendor"), "0x15b3\n");
        Files.writeString(device.resolve("device"), "0x1017\n");
        Files.writeString(device.resolve("class"), type + "\n");
        Files.writeString(device.resolve("driver_override"), override + "\n");
        link(sysfs.resolve("bus/pci/devices/" + address), device);
        link(sysfs.resolve("kernel/iommu_groups/" + group + "/devices/" + address), device);
        link(device.resolve("iommu_group"), sysfs.resolve("kernel/iommu_groups/" + group));
        if (!driver.isEmpty()) {
            link(device.resolve("driver"), Files.createDirectories(sysfs.resolve("bus/pci/drivers/" + driver)));
        }
    }

    private static void link(Path link, Path target) throws IOException {
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, target);
    }

    private int vfio(String... arguments) {
        List<String> all = Stream.concat(
                        Stream.concat(Stream.of("vfio"), Stream.of(arguments)),
                        Stream.of("--sysfs", sysfs.toString(), "--proc", proc.toString()))
                .toList();
        return BallastCommand.execute(all.toArray(String[]::new));
    }

    private static String golden(String name) throws IOException {
        try (InputStream in = VfioCommandTest.class.getResourceAsStream(name)) {
            assertThat(in).as("golden file " + name).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
