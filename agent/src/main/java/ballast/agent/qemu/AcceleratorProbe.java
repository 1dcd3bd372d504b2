package ballast.agent.qemu;

import ballast.agent.system.GuardedProcess;
import ballast.model.Accelerator;
import ballast.model.FaultException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Whether KVM works here with this QEMU. That /dev/kvm opens proves nothing, nor that a VM can be made: so a tiny guest must
 * run to its end. The finding is kept until the host boots again or QEMU changes.
 */
public final class AcceleratorProbe {
    /** Real KVM needs under 0.2 s; an emulated one was seen to take 5. */
    static final Duration BOUND = Duration.ofSeconds(1);

    /**
     * What was found.
     *
     * @param reason for users: why KVM is not used
     */
    public record Finding(Accelerator accelerator, String reason) {}

    private final Path qemu;
    private final Path guard;
    private final Path cache;

    public AcceleratorProbe(Path qemu, Path guard, Path cache) {
        this.qemu = qemu;
        this.guard = guard;
        this.cache = cache;
    }

    /**
     * Probes, or reads what an earlier probe found. Blocks for at most a little over a second.
     *
     * @param folder for the probe's files; removed with the agent's run folder
     */
    public Finding find(Path folder) throws FaultException, IOException, InterruptedException {
        Path known = cache.resolve("accelerator").resolve(key());
        if (Files.isReadable(known)) {
            List<String> lines = Files.readAllLines(known);
            return new Finding(Accelerator.valueOf(lines.get(0)), lines.get(1));
        }
        Finding finding = probe(folder);
        Files.createDirectories(known.getParent());
        Files.write(known, List.of(finding.accelerator.name(), finding.reason));
        return finding;
    }

    private String key() throws IOException {
        String boot =
                Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
        var attributes = Files.readAttributes(qemu.toRealPath(), "size,lastModifiedTime");
        return boot + "-" + Integer.toHexString((qemu + " " + attributes).hashCode());
    }

    private Finding probe(Path folder) throws FaultException, IOException, InterruptedException {
        if (!Files.isWritable(Path.of("/dev/kvm"))) {
            return new Finding(Accelerator.TCG, "/dev/kvm is missing or not writable");
        }
        String ended = run(folder, "kvm");
        return ended.isEmpty()
                ? new Finding(Accelerator.KVM, "a probe guest ran to its end")
                : new Finding(Accelerator.TCG, "/dev/kvm is there, but a probe guest " + ended);
    }

    /** Runs the probe guest; empty if it ended as it should, else what happened. */
    String run(Path folder, String accelerator) throws FaultException, IOException, InterruptedException {
        Path elf = Files.write(folder.resolve("probe.elf"), PvhProbe.elf());
        GuardedProcess process = GuardedProcess.start(
                guard, folder.resolve("probe.pid"), folder.resolve("probe.log"), List.of(), command(elf, accelerator));
        try {
            var exit = process.exited().get(BOUND.toMillis(), TimeUnit.MILLISECONDS);
            return exit.code() == PvhProbe.EXIT_CODE ? "" : "ended with " + exit;
        } catch (TimeoutException e) {
            return "did not end within " + BOUND.toMillis() + " ms";
        } catch (ExecutionException e) {
            throw new IllegalStateException("a process's end cannot fail", e);
        } finally {
            process.kill();
        }
    }

    private List<String> command(Path elf, String accelerator) {
        return List.of(
                qemu.toString(),
                "-nodefaults",
                "-no-user-config",
                "-display",
                "none",
                "-M",
                "q35",
                "-m",
                "64M",
                "-accel",
                accelerator,
                "-cpu",
                accelerator.equals("kvm") ? "host" : "max",
                "-no-reboot",
                "-device",
                "isa-debug-exit,iobase=0xf4,iosize=4",
                "-kernel",
                elf.toString());
    }
}
