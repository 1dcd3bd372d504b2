package ballast.agent.qemu;

import ballast.agent.system.Findings;
import ballast.agent.system.GuardedProcess;
import ballast.model.Accelerator;
import ballast.model.FaultException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Whether KVM works here with this QEMU. That /dev/kvm opens proves nothing, nor that a VM can be made: so a tiny guest must
 * run to its end. A certain finding is kept until the host boots again or QEMU changes.
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

    /**
     * How the probe guest fared.
     *
     * @param trouble what happened instead of its end; empty if it ran to that
     * @param certain whether the next try would go the same way
     */
    record Trial(String trouble, boolean certain) {}

    private static final Path DEVICE = Path.of("/dev/kvm");

    private final Path device;
    private final Path qemu;
    private final Path guard;
    private final Path cache;

    public AcceleratorProbe(Path qemu, Path guard, Path cache) {
        this(DEVICE, qemu, guard, cache);
    }

    AcceleratorProbe(Path device, Path qemu, Path guard, Path cache) {
        this.device = device;
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
        Findings findings = findings();
        Optional<Finding> kept = findings.about(qemu).flatMap(AcceleratorProbe::read);
        if (kept.isPresent()) {
            return kept.get();
        }
        if (!Files.isWritable(device)) {
            // not kept: whoever is told so adds the user to a group or loads a module, and starts again
            return new Finding(Accelerator.TCG, device + " is missing or not writable");
        }
        Trial trial = run(folder, "kvm");
        Finding finding = trial.trouble.isEmpty()
                ? new Finding(Accelerator.KVM, "a probe guest ran to its end")
                : new Finding(Accelerator.TCG, device + " is there, but a probe guest " + trial.trouble);
        if (trial.certain) {
            findings.keep(qemu, List.of(finding.accelerator.name(), finding.reason));
        }
        return finding;
    }

    private static Optional<Finding> read(List<String> lines) {
        try {
            return lines.size() == 2
                    ? Optional.of(new Finding(Accelerator.valueOf(lines.get(0)), lines.get(1)))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Findings findings() throws IOException {
        String boot =
                Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
        return new Findings(cache.resolve("accelerator"), boot);
    }

    /** Runs the probe guest. */
    Trial run(Path folder, String accelerator) throws FaultException, IOException, InterruptedException {
        Path elf = Files.write(folder.resolve("probe.elf"), PvhProbe.elf());
        GuardedProcess process = GuardedProcess.start(
                guard, folder.resolve("probe.pid"), folder.resolve("probe.log"), List.of(), command(elf, accelerator));
        try {
            var exit = process.exited().get(BOUND.toMillis(), TimeUnit.MILLISECONDS);
            return new Trial(exit.code() == PvhProbe.EXIT_CODE ? "" : "ended with " + exit, true);
        } catch (TimeoutException e) {
            // an emulated KVM, or a busy host: which of them is worth a second at each start, but no wrong answer until
            // reboot
            return new Trial("did not end within " + BOUND.toMillis() + " ms", false);
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
