package ballast.agent.vfio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ballast.model.FailureKind;
import ballast.model.FaultException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Moves of a group with a bridge, a driven, a driverless, and a wrongly overridden device. */
class RebindingTest {
    private static final String BRIDGE = "0000:00:01.0";
    private static final String NIC = "0000:08:00.0";
    private static final String DRIVERLESS = "0000:08:00.1";
    private static final String OVERRIDDEN = "0000:08:00.2";
    private static final List<Target> GROUP = List.of(new Target.Group(7));

    @TempDir
    Path folder;

    private int kernels;

    @Test
    void wholeGroupIsBoundButItsBridge() throws Exception {
        FakeKernel kernel = kernel();

        List<Rebinding.Change> changes = kernel.binder().bind(GROUP).execute();

        assertThat(changes)
                .extracting(change -> change.address() + ": " + change.from() + " > " + change.to())
                .containsExactly(
                        NIC + ": driver mlx5_core, driver_override none > driver vfio-pci, driver_override vfio-pci",
                        DRIVERLESS + ": driver none, driver_override none > driver vfio-pci, driver_override vfio-pci",
                        OVERRIDDEN + ": driver mlx5_core, driver_override pci-stub"
                                + " > driver vfio-pci, driver_override vfio-pci");
        assertThat(kernel.writes())
                .startsWith(
                        "bus/pci/devices/0000:08:00.0/driver_override=vfio-pci",
                        "bus/pci/devices/0000:08:00.0/driver/unbind=0000:08:00.0",
                        "bus/pci/drivers_probe=0000:08:00.0")
                .noneMatch(write -> write.contains(BRIDGE));
        assertThat(kernel.groups().find(7).orElseThrow().isVfio()).isTrue();
    }

    @Test
    void whatIsBoundStaysSo() throws Exception {
        FakeKernel kernel = kernel();
        kernel.binder().bind(GROUP).execute();
        int writes = kernel.writes().size();
        kernel.process(12, "qemu-system-x86", "/dev/vfio/7");

        assertThat(kernel.binder().bind(GROUP).execute()).isEmpty();
        assertThat(kernel.writes()).hasSize(writes);
    }

    @Test
    void unboundDevicesGoToTheDriversThatMatch() throws Exception {
        FakeKernel kernel = kernel();
        kernel.binder().bind(GROUP).execute();

        List<Rebinding.Change> changes = kernel.binder().unbind(GROUP).execute();

        assertThat(changes)
                .extracting(change -> change.address() + " " + change.to())
                .containsExactly(
                        NIC + " driver mlx5_core, driver_override none",
                        DRIVERLESS + " driver none, driver_override none",
                        OVERRIDDEN + " driver mlx5_core, driver_override none");
        assertThat(kernel.binder().unbind(GROUP).execute()).isEmpty();
    }

    @Test
    void driverThatDoesNotTakeTheDeviceIsNoticed() throws Exception {
        FakeKernel kernel = kernel();
        Rebinding rebinding = kernel.binder().bind(GROUP);
        // rmmod between the plan and its execution
        Path driver = kernel.sysfs().resolve("bus/pci/drivers/vfio-pci");
        Files.delete(driver.resolve("bind"));
        Files.delete(driver.resolve("unbind"));
        Files.delete(driver);
        Map<String, String> before = kernel.snapshot();

        assertThatThrownBy(rebinding::execute)
                .hasMessage(
                        NIC + ": got driver none, driver_override vfio-pci, want vfio-pci for both; dmesg may say why;"
                                + " undone: all devices have the drivers that they had");
        assertThat(kernel.snapshot()).isEqualTo(before);
    }

    @Test
    void deviceThatVfioTakesByItsIdIsNotTheHosts() throws Exception {
        FakeKernel kernel = kernel();
        kernel.binder().bind(GROUP).execute();
        kernel.matchedByVfio(DRIVERLESS);
        Map<String, String> before = kernel.snapshot();

        assertThatThrownBy(() -> kernel.binder().unbind(GROUP).execute())
                .hasMessageContainingAll(DRIVERLESS, "got driver vfio-pci", "by new_id or ids=");
        assertThat(kernel.snapshot()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(Goal.class)
    void whicheverWriteFailsAllIsAsBefore(Goal goal) throws Exception {
        int writes = writesOf(goal);
        for (boolean afterwards : new boolean[] {false, true}) {
            for (int n = 1; n <= writes; n++) {
                int failing = n;
                FakeKernel kernel = kernelFor(goal);
                Map<String, String> before = kernel.snapshot();

                FaultException fault = failure(kernel, goal, write -> write == failing, afterwards);

                assertThat(kernel.snapshot()).as("write %s", failing).isEqualTo(before);
                assertThat(fault.failure().kind()).isEqualTo(FailureKind.HOST);
                assertThat(fault)
                        .hasMessageMatching("cannot write '.*' to .*: Input/output error"
                                + "; undone: all devices have the drivers that they had");
                assertThat(fault.failure().details()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Goal.class)
    void whereUndoingFailsTooItSaysWhereEachDeviceIsLeft(Goal goal) throws Exception {
        int writes = writesOf(goal);
        for (int n = 1; n <= writes; n++) {
            for (int lasting = 1; lasting <= 6; lasting++) {
                int first = n;
                int last = n + lasting;
                FakeKernel kernel = kernelFor(goal);
                List<PciDevice> before = kernel.groups().find(7).orElseThrow().devices();

                FaultException fault = failure(kernel, goal, write -> write >= first && write <= last, false);

                List<PciDevice> after = kernel.groups().find(7).orElseThrow().devices();
                List<String> moved = IntStream.range(0, before.size())
                        .filter(i -> !before.get(i).equals(after.get(i)))
                        .mapToObj(i -> after.get(i).address() + " is left with "
                                + after.get(i).binding() + "; it had "
                                + before.get(i).binding())
                        .toList();
                assertThat(fault.failure().details())
                        .as("writes %s to %s", first, last)
                        .hasSameSizeAs(moved)
                        .allMatch(line -> moved.stream().anyMatch(line::startsWith))
                        .allMatch(line -> line.contains("cannot write '"));
                assertThat(fault)
                        .hasMessageContaining(
                                moved.isEmpty() ? "; undone: " : "; undoing it failed for " + moved.size());
            }
        }
    }

    private FaultException failure(FakeKernel kernel, Goal goal, IntPredicate failing, boolean afterwards)
            throws FaultException {
        int done = kernel.writes().size();
        kernel.failWrites(write -> failing.test(write - done));
        if (afterwards) {
            kernel.failAfterwards();
        }
        Rebinding rebinding = plan(kernel, goal);
        return catchThrowableOfType(FaultException.class, rebinding::execute);
    }

    private int writesOf(Goal goal) throws Exception {
        FakeKernel kernel = kernelFor(goal);
        int before = kernel.writes().size();
        plan(kernel, goal).execute();
        return kernel.writes().size() - before;
    }

    private static Rebinding plan(FakeKernel kernel, Goal goal) throws FaultException {
        return goal == Goal.VFIO ? kernel.binder().bind(GROUP) : kernel.binder().unbind(GROUP);
    }

    private FakeKernel kernelFor(Goal goal) throws Exception {
        FakeKernel kernel = kernel();
        if (goal == Goal.HOST) {
            kernel.binder().bind(GROUP).execute();
        }
        return kernel;
    }

    private FakeKernel kernel() throws Exception {
        FakeKernel kernel = new FakeKernel(folder.resolve("kernel" + kernels++));
        kernel.device(BRIDGE, 7, "060400", "pcieport");
        kernel.device(NIC, 7, "020000", "mlx5_core");
        kernel.device(DRIVERLESS, 7, "020000", "");
        kernel.device(OVERRIDDEN, 7, "020000", "mlx5_core");
        kernel.override(OVERRIDDEN, "pci-stub");
        return kernel;
    }
}
