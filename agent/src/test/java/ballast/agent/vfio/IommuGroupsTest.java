package ballast.agent.vfio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IommuGroupsTest {
    @TempDir
    Path folder;

    private FakeKernel kernel;

    @BeforeEach
    void startKernel() throws Exception {
        kernel = new FakeKernel(folder);
    }

    @Test
    void noGroupsWithoutAnIommu() throws Exception {
        assertThat(kernel.groups().all()).isEmpty();
    }

    @Test
    void groupsComeByNumberAndDevicesByAddress() throws Exception {
        kernel.device("0000:0a:00.0", 10, "020000", "ixgbe");
        kernel.device("0000:08:00.1", 9, "020000", "mlx5_core");
        kernel.device("0000:08:00.0", 9, "020000", "mlx5_core");

        assertThat(kernel.groups().all()).extracting(IommuGroup::number).containsExactly(9, 10);
        assertThat(kernel.groups().find(9).orElseThrow().devices())
                .extracting(device -> device.address().toString())
                .containsExactly("0000:08:00.0", "0000:08:00.1");
    }

    @Test
    void deviceIsReadWhole() throws Exception {
        kernel.device("0000:08:00.0", 9, "020000", "mlx5_core");
        kernel.override("0000:08:00.0", "vfio-pci");

        assertThat(device("0000:08:00.0"))
                .contains(new PciDevice(
                        PciAddress.parse("0000:08:00.0"),
                        OptionalInt.of(9),
                        "15b3:1017",
                        "020000",
                        new Binding(Optional.of("mlx5_core"), Optional.of("vfio-pci"))));
        assertThat(device("0000:09:00.0")).isEmpty();
    }

    @Test
    void anEmptyOverrideIsNone() throws Exception {
        kernel.device("0000:08:00.0", 9, "020000", "");
        kernel.override("0000:08:00.0", "");

        assertThat(device("0000:08:00.0").orElseThrow().binding())
                .isEqualTo(new Binding(Optional.empty(), Optional.empty()));
    }

    @Test
    void whatIsNotOnThePciBusIsLeftOut() throws Exception {
        kernel.device("0000:08:00.0", 9, "020000", "mlx5_core");
        FakeKernel.link(
                kernel.sysfs().resolve("kernel/iommu_groups/9/devices/AMDI0010:03"),
                Files.createTempFile(folder, "a", ""));

        assertThat(kernel.groups().find(9).orElseThrow().devices()).hasSize(1);
    }

    @Test
    void freeForVmsAreTheEndpointsOfWholeGroups() throws Exception {
        kernel.device("0000:00:01.0", 1, "060400", "pcieport");
        vfio("0000:0b:00.0", 1);
        vfio("0000:08:00.0", 2);
        kernel.device("0000:08:00.1", 2, "020000", "mlx5_core");
        vfio("0000:09:00.0", 3);
        kernel.device("0000:0a:00.0", 4, "020000", "vfio-pci");
        kernel.device("0000:00:02.0", 5, "060400", "pcieport");

        assertThat(VfioDevices.of(kernel.groups()))
                .containsExactly(
                        new VfioDevice(PciAddress.parse("0000:09:00.0"), 3, "15b3:1017"),
                        new VfioDevice(PciAddress.parse("0000:0b:00.0"), 1, "15b3:1017"));
    }

    private void vfio(String address, int group) throws Exception {
        kernel.device(address, group, "020000", "vfio-pci");
        kernel.override(address, "vfio-pci");
    }

    private Optional<PciDevice> device(String address) throws Exception {
        return kernel.groups().device(PciAddress.parse(address));
    }
}
