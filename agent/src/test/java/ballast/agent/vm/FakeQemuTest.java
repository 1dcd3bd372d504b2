package ballast.agent.vm;

import static ballast.agent.Faults.assertFault;
import static org.assertj.core.api.Assertions.assertThat;

import ballast.agent.ExampleBuilds;
import ballast.agent.artefact.VmParts;
import ballast.agent.device.ConsoleMarkers;
import ballast.agent.device.ReclamationDevice;
import ballast.agent.device.Resize;
import ballast.agent.device.Resizer;
import ballast.agent.host.HostShare;
import ballast.agent.host.ProcessMemory;
import ballast.agent.image.GuestImage;
import ballast.agent.qemu.FakeQemu;
import ballast.agent.system.GuardedProcess;
import ballast.model.Accelerator;
import ballast.model.ByteSize;
import ballast.model.FailureKind;
import ballast.model.Machine;
import ballast.model.Mode;
import ballast.model.Sampling;
import ballast.model.VmSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The artefact's devices on a process that behaves as its QEMU does and whose memory really goes and comes. */
class FakeQemuTest {
    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final ByteSize FULL = ByteSize.mib(512);
    private static final ByteSize LEAST = ByteSize.mib(128);

    @TempDir
    Path folder;

    private GuardedProcess process;
    private Monitor monitor;
    private VmPlan plan;

    /** @param guest words that tell the fake how its guest is */
    private Resizer start(Mode mode, Path qemu, String... guest) throws Exception {
        GuestImage image = ExampleBuilds.image(Optional.empty());
        VmSpec vm = new VmSpec(FULL, LEAST, FULL, 2, mode, Machine.Q35, List.of(guest));
        plan = new VmPlan(
                0,
                "fake",
                vm,
                new VmParts(
                        qemu, Accelerator.TCG, image, image.kernel(), Optional.of(image.initrd()), Optional.empty()),
                new HostShare(List.of(), Optional.empty()),
                new VmSockets(Files.createDirectories(folder.resolve("vm"))),
                folder.resolve("results"),
                Sampling.DEFAULT,
                BOUND);
        List<String> command =
                QemuCommandLine.of(plan.name(), vm, plan.parts(), plan.share().vfioDevice(), plan.sockets());
        Path guard = Path.of(System.getenv("BALLAST_GUARD"));
        process = GuardedProcess.start(
                guard, plan.sockets().pidFile(), plan.sockets().log(), List.of(), command);
        monitor = Monitor.connect(process, plan);
        return new Resizer(
                monitor.qmp(),
                vm,
                ReclamationDevice.of(vm),
                new ConsoleMarkers(plan.sockets().console(), plan.sockets().log()));
    }

    private Resizer llfree(String... guest) throws Exception {
        return start(Mode.LLFREE_MANUAL, FakeQemu.llfree(folder), guest);
    }

    @AfterEach
    void end() {
        if (monitor != null) {
            monitor.qmp().close();
        }
        process.kill();
        process.exited().join();
    }

    private ByteSize resident() throws Exception {
        return new ByteSize(new ProcessMemory(process.pid(), monitor.ram()).ramBytes());
    }

    @Test
    void hyperAllocShrinksAndGrowsAndItsMemoryIsSeenToGoAndCome() throws Exception {
        Resizer resizer = llfree();
        assertThat(resident()).isEqualTo(FULL);

        Resize shrink = resizer.to(ByteSize.mib(129), BOUND);
        assertThat(shrink.reached()).isEqualTo(ByteSize.mib(130));
        assertThat(shrink.source()).isEqualTo(Resize.Source.CONSOLE);
        assertThat(resident()).isEqualTo(ByteSize.mib(130));
        assertThat(new ProcessMemory(process.pid(), List.of()).rssBytes())
                .isBetween(ByteSize.mib(130).bytes(), ByteSize.mib(140).bytes());

        assertThat(resizer.to(ByteSize.gib(1), BOUND).reached()).isEqualTo(FULL);
        assertThat(resident()).isEqualTo(FULL);
    }

    /** It prints a start without an end. */
    @Test
    void aResizeThatChangesNothingIsTimedByQmp() throws Exception {
        Resizer resizer = llfree();
        resizer.to(LEAST, BOUND);
        assertThat(resizer.to(LEAST, BOUND).source()).isEqualTo(Resize.Source.QMP);
    }

    /** The command succeeds, and the size stays above. */
    @Test
    void aTargetThatIsTooSmallForTheGuestIsTold() throws Exception {
        Resizer resizer = llfree("fake.floor=200");
        assertFault(FailureKind.DEVICE, () -> resizer.to(LEAST, BOUND))
                .isEqualTo(
                        "resize from 512MiB to 128MiB: stopped at 200MiB (209715200 bytes) and did not move for 2.0 s:"
                                + " the guest holds this memory; raise target");
    }

    @Test
    void aRequestBeforeTheDriverIsUpIsMadeAgain() throws Exception {
        Resize shrink = llfree("fake.driver-after=3").to(LEAST, BOUND);
        assertThat(shrink.reached()).isEqualTo(LEAST);
        assertThat(resident()).isEqualTo(LEAST);
        assertThat(Files.readAllLines(plan.sockets().log()))
                .filteredOn(line -> line.contains("llfree_balloon_start"))
                .hasSize(4);
    }

    @Test
    void aDriverThatNeverComesUpIsTold() throws Exception {
        Resizer resizer = llfree("fake.driver-after=1000");
        assertFault(FailureKind.DEVICE, () -> resizer.to(LEAST, BOUND)).contains("stopped at 512MiB");
    }

    @Test
    void aDeviceThatNobodyDrivesIsToldWithWhatToDo() throws Exception {
        Resizer resizer = llfree("fake.inactive");
        assertFault(FailureKind.DEVICE, () -> resizer.to(LEAST, BOUND))
                .startsWith("QMP query-llfree-balloon: QEMU says DeviceNotActive: ")
                .contains("CONFIG_VIRTIO_LLFREE_BALLOON");
    }

    @Test
    void hugeBalloonsAreAskedAndTheirEventsNotBelieved() throws Exception {
        Resizer resizer = start(Mode.HUGE_MANUAL, FakeQemu.huge(folder));
        assertThat(resizer.to(LEAST, BOUND).reached()).isEqualTo(LEAST);
        assertThat(resident()).isEqualTo(LEAST);
        assertThat(resizer.to(FULL, BOUND).reached()).isEqualTo(FULL);
    }
}
