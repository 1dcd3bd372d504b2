package ballast.benchmark;

import ballast.agent.artefact.VmParts;
import ballast.agent.host.ProcessMemory.Region;
import ballast.agent.image.GuestImage;
import ballast.agent.qemu.QmpClient;
import ballast.agent.system.GuardedProcess;
import ballast.agent.system.Leftovers;
import ballast.agent.vm.QemuCommandLine;
import ballast.agent.vm.VmSockets;
import ballast.model.Accelerator;
import ballast.model.ByteSize;
import ballast.model.FaultException;
import ballast.model.Machine;
import ballast.model.Mode;
import ballast.model.VmSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** QEMU processes as an agent starts them, but stopped before the first instruction: they have all mappings and cost nothing. */
final class IdleVms implements AutoCloseable {
    /**
     * One of them.
     *
     * @param ram where its guest's memory is mapped
     */
    record IdleVm(GuardedProcess process, QmpClient qmp, List<Region> ram) {}

    private static final Duration BOUND = Duration.ofSeconds(20);
    private static final Pattern ADDRESS = Pattern.compile("is (?:0x)?([0-9a-f]+)");

    private final Path qemu = Path.of(System.getenv().getOrDefault("BALLAST_QEMU", "/usr/bin/qemu-system-x86_64"));
    private final Path guard = Path.of(required("BALLAST_GUARD"));
    private final GuestImage image = GuestImage.load(Path.of(required("BALLAST_IMAGE")));
    private final Path folder = Files.createTempDirectory("ballast-bench");
    private final List<IdleVm> started = new ArrayList<>();

    IdleVms() throws IOException, FaultException {}

    private static String required(String variable) {
        String value = System.getenv(variable);
        if (value == null) {
            throw new IllegalStateException(variable + " is not set: start with coordinator/src/test/bench");
        }
        return value;
    }

    /** Further VMs of 128 MiB of which no page is resident. */
    List<IdleVm> start(int count) throws IOException, FaultException, InterruptedException {
        List<IdleVm> more = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            more.add(start(ByteSize.mib(128), List.of()));
        }
        return more;
    }

    /** A further VM all of whose memory is resident. */
    IdleVm startResident(ByteSize memory) throws IOException, FaultException, InterruptedException {
        return start(memory, List.of("-mem-prealloc"));
    }

    private IdleVm start(ByteSize memory, List<String> further)
            throws IOException, FaultException, InterruptedException {
        String name = "vm_" + started.size();
        var sockets = new VmSockets(Files.createDirectory(folder.resolve(name)));
        var spec = new VmSpec(memory, memory, memory, 1, Mode.BASE_MANUAL, Machine.Q35, List.of());
        var parts = new VmParts(
                qemu, Accelerator.TCG, image, image.kernel(), Optional.of(image.initrd()), Optional.empty());
        List<String> command = new ArrayList<>(QemuCommandLine.of(name, spec, parts, sockets));
        command.add("-S");
        command.addAll(further);
        var process = GuardedProcess.start(guard, sockets.pidFile(), sockets.log(), List.of(), command);
        QmpClient qmp = connect(process, sockets.qmp());
        IdleVm vm = new IdleVm(process, qmp, List.of(ram(qmp, memory)));
        started.add(vm);
        return vm;
    }

    private static QmpClient connect(GuardedProcess process, Path socket)
            throws IOException, FaultException, InterruptedException {
        long deadline = System.nanoTime() + BOUND.toNanos();
        while (true) {
            try {
                return QmpClient.connect(socket, BOUND, event -> {});
            } catch (IOException e) {
                if (process.exited().isDone() || System.nanoTime() > deadline) {
                    throw e;
                }
                LockSupport.parkNanos(2_000_000);
            }
        }
    }

    private static Region ram(QmpClient qmp, ByteSize memory) throws FaultException, InterruptedException {
        String text = qmp.humanMonitor("gpa2hva 0x100000", BOUND);
        Matcher address = ADDRESS.matcher(text);
        if (!address.find()) {
            throw new IllegalStateException("gpa2hva says: " + text);
        }
        long start = Long.parseUnsignedLong(address.group(1), 16) - 0x100000;
        return new Region(start, start + memory.bytes());
    }

    @Override
    public void close() throws IOException {
        for (IdleVm vm : started) {
            vm.qmp().close();
            vm.process().kill();
            vm.process().exited().join();
        }
        Leftovers.delete(folder);
    }
}
