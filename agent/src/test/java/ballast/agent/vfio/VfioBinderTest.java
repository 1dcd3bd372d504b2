package ballast.agent.vfio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ballast.model.FailureKind;
import ballast.model.FaultException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What forbids a move: all of it is said at once, and nothing is written. */
class VfioBinderTest {
    private static final String DEVICE = "0000:08:00.0";

    @TempDir
    Path folder;

    private FakeKernel kernel;
    private Path device;

    @BeforeEach
    void startKernel() throws Exception {
        kernel = new FakeKernel(folder);
        device = kernel.device(DEVICE, 7, "020000", "mlx5_core");
    }

    @Test
    void targetsThatCannotBeMovedAreAllNamed() throws Exception {
        kernel.device("0000:00:01.0", 1, "060400", "pcieport");
        Path alone = kernel.device("0000:09:00.0", 2, "020000", "ixgbe");
        Files.delete(alone.resolve("iommu_group"));

        assertThat(refusals("0000:99:00.0", "0000:09:00.0", "0000:00:01.0", "1", "55", DEVICE))
                .containsExactly(
                        "0000:99:00.0: no such PCI device; see: ballast vfio list",
                        "0000:09:00.0: is in no IOMMU group: turn the IOMMU on in the firmware (VT-d, AMD-Vi) and, with"
                                + " Intel, by the kernel argument intel_iommu=on",
                        "0000:00:01.0: is a PCI bridge, want a device behind it; see: ballast vfio list",
                        "group 1: has only PCI bridges, want one with a device to pass on",
                        "group 55: no such IOMMU group with PCI devices; see: ballast vfio list");
    }

    @Test
    void missingDriverIsNamedWithItsRemedy() throws Exception {
        Path driver = kernel.sysfs().resolve("bus/pci/drivers/vfio-pci");
        Files.delete(driver.resolve("bind"));
        Files.delete(driver.resolve("unbind"));
        Files.delete(driver);

        assertThat(refusals("7")).singleElement().asString().contains("no driver vfio-pci in", "modprobe vfio-pci");
    }

    @Test
    void networkThatIsUpIsNotTaken() throws Exception {
        network(device, "up0", "up", "0x1003");
        network(device, "admin0", "down", "0x1003");
        network(device, "down0", "down", "0x1002");
        network(kernel.device("0000:09:00.0", 8, "020000", "ixgbe"), "other0", "up", "0x1003");

        assertThat(refusals(DEVICE))
                .containsExactly(
                        "0000:08:00.0 (group 7): network interface admin0 is up; take it down: ip link set admin0 down",
                        "0000:08:00.0 (group 7): network interface up0 is up; take it down: ip link set up0 down");
    }

    @Test
    void disksInUseAreNotTaken() throws Exception {
        block(device.resolve("nvme/nvme0/nvme0n1"), "259:0");
        block(device.resolve("nvme/nvme0/nvme0n1/nvme0n1p1"), "259:1");
        block(device.resolve("nvme/nvme0/nvme0n1/nvme0n1p2"), "259:2");
        block(device.resolve("nvme/nvme0/nvme0n1/nvme0n1p3"), "259:3");
        block(device.resolve("cciss!c0d0"), "104:0");
        Files.createDirectories(device.resolve("nvme/nvme0/nvme0n1/nvme0n1p2/holders/dm-0"));
        mountInfo(
                "22 1 259:1 / / rw,relatime shared:1 - ext4 /dev/nvme0n1p1 rw",
                "23 22 0:40 / /b rw - btrfs /dev/cciss/c0d0 rw");
        FakeKernel.file(
                kernel.proc().resolve("swaps"),
                "Filename  Type  Size  Used  Priority\n/dev/nvme0n1p3 partition 1 0 -2\n");
        kernel.process(9, "dd", "/dev/nvme0n1");

        assertThat(refusals(DEVICE))
                .containsExactly(
                        "0000:08:00.0 (group 7): block device /dev/cciss/c0d0 is mounted on /b",
                        "0000:08:00.0 (group 7): block device /dev/nvme0n1 is open in dd (pid 9)",
                        "0000:08:00.0 (group 7): block device /dev/nvme0n1p1 is mounted on /",
                        "0000:08:00.0 (group 7): block device /dev/nvme0n1p2 is part of /dev/dm-0",
                        "0000:08:00.0 (group 7): block device /dev/nvme0n1p3 is swapped to");
    }

    @Test
    void diskOfAMultipathControllerIsFound() throws Exception {
        Path controller = Files.createDirectories(device.resolve("nvme/nvme0"));
        Path subsystem = kernel.sysfs().resolve("devices/virtual/nvme-subsystem/nvme-subsys0");
        FakeKernel.link(subsystem.resolve("nvme0"), controller);
        block(subsystem.resolve("nvme0n1/nvme0n1p1"), "259:1");
        mountInfo("22 1 259:1 / / rw,relatime - ext4 /dev/nvme0n1p1 rw");

        assertThat(refusals(DEVICE))
                .containsExactly("0000:08:00.0 (group 7): block device /dev/nvme0n1p1 is mounted on /");
    }

    @Test
    void displayOfTheConsoleIsNotTaken() throws Exception {
        Files.writeString(device.resolve("boot_vga"), "1\n");
        assertThat(refusals(DEVICE)).containsExactly("0000:08:00.0 (group 7): it is the console's display (boot_vga)");

        Files.writeString(device.resolve("boot_vga"), "0\n");
        assertThat(kernel.binder().bind(targets(DEVICE)).execute()).hasSize(1);
    }

    @Test
    void usesOfTheWholeGroupCountAndNoOthers() throws Exception {
        Path sibling = kernel.device("0000:08:00.1", 7, "030000", "nouveau");
        Files.writeString(sibling.resolve("boot_vga"), "1\n");
        kernel.process(5, "sh", "/dev/vfio/77");

        assertThat(refusals(DEVICE)).containsExactly("0000:08:00.1 (group 7): it is the console's display (boot_vga)");
    }

    @Test
    void groupThatAVmHoldsIsNotGivenBack() throws Exception {
        kernel.binder().bind(targets("7")).execute();
        FakeKernel.file(device.resolve("vfio-dev/vfio3/dev"), "511:3\n");
        kernel.process(12, "qemu-system-x86", "/dev/vfio/7");
        kernel.process(13, "cloud-hyperviso", "/dev/vfio/devices/vfio3");
        kernel.process(14, "sh", "/dev/vfio/vfio");

        FaultException fault = refused(() -> kernel.binder().unbind(targets("7")));

        assertThat(fault).hasMessage("vfio unbind is refused, nothing was changed");
        assertThat(fault.failure().details())
                .containsExactly(
                        "group 7: qemu-system-x86 (pid 12) uses it (/dev/vfio/7): end that first",
                        "group 7: cloud-hyperviso (pid 13) uses it (/dev/vfio/devices/vfio3): end that first");
    }

    @Test
    void sysfsThatCannotBeWrittenIsSaid() throws Exception {
        Files.delete(kernel.sysfs().resolve("bus/pci/drivers_probe"));

        assertThat(refusals(DEVICE)).singleElement().asString().contains("may not write", "drivers_probe", "root");
    }

    private List<String> refusals(String... targets) {
        FaultException fault = refused(() -> kernel.binder().bind(targets(targets)));
        assertThat(fault).hasMessage("vfio bind is refused, nothing was changed");
        return fault.failure().details();
    }

    private FaultException refused(ThrowingCallable plan) {
        int before = kernel.writes().size();
        FaultException fault = catchThrowableOfType(FaultException.class, plan);
        assertThat(fault).isNotNull();
        assertThat(fault.failure().kind()).isEqualTo(FailureKind.HOST);
        assertThat(kernel.writes()).hasSize(before);
        return fault;
    }

    private static List<Target> targets(String... texts) {
        return Stream.of(texts).map(Target::parse).toList();
    }

    private void network(Path owner, String name, String state, String flags) throws IOException {
        Path network = owner.resolve("net/" + name);
        FakeKernel.file(network.resolve("operstate"), state + "\n");
        FakeKernel.file(network.resolve("flags"), flags + "\n");
        FakeKernel.link(kernel.sysfs().resolve("class/net/" + name), network);
    }

    private void block(Path block, String number) throws IOException {
        FakeKernel.file(block.resolve("dev"), number + "\n");
        Files.createDirectories(block.resolve("holders"));
        FakeKernel.link(kernel.sysfs().resolve("class/block/" + block.getFileName()), block);
    }

    private void mountInfo(String... lines) throws IOException {
        FakeKernel.file(kernel.proc().resolve("self/mountinfo"), String.join("\n", lines) + "\n");
    }
}
