package ballast.agent.qemu;

import ballast.agent.system.Findings;
import ballast.agent.system.GuardedProcess;
import ballast.agent.system.Tail;
import ballast.model.FailureKind;
import ballast.model.FaultException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks a build of QEMU what it can do: it is started without a machine. The answer is kept until the program changes. */
public final class CapabilityProbe {
    private static final Duration BOUND = Duration.ofSeconds(10);

    private final Path qemu;
    private final Path guard;
    private final Findings findings;

    public CapabilityProbe(Path qemu, Path guard, Path cache) {
        this.qemu = qemu;
        this.guard = guard;
        this.findings = new Findings(cache.resolve("capabilities"), "");
    }

    /**
     * Blocks, for about half a second where QEMU must be asked.
     *
     * @param folder for the probe's files; short, since a socket lies in it
     * @throws FaultException of kind HOST if this is no QEMU that can be executed here
     */
    public Capabilities find(Path folder) throws FaultException, IOException, InterruptedException {
        if (Files.exists(qemu)) {
            Optional<Capabilities> kept = findings.about(qemu).flatMap(Capabilities::fromLines);
            if (kept.isPresent()) {
                return kept.get();
            }
        }
        Capabilities found = ask(QemuVersion.of(qemu), folder);
        findings.keep(qemu, found.toLines());
        return found;
    }

    private Capabilities ask(String version, Path folder) throws FaultException, InterruptedException {
        Path socket = folder.resolve("qmp.sock");
        Path log = folder.resolve("capabilities.log");
        GuardedProcess process =
                GuardedProcess.start(guard, folder.resolve("capabilities.pid"), log, List.of(), command(socket));
        try (QmpClient qmp = StartingQemu.connect(process, socket)) {
            // tells the aliases, too, which qom-list-types does not
            String devices = qmp.humanMonitor("device_add help", BOUND);
            List<String> commands = new ArrayList<>();
            for (JsonNode command : qmp.call("query-commands", Map.of(), BOUND)) {
                commands.add(command.path("name").asText());
            }
            return Capabilities.of(version, devices, commands);
        } catch (FaultException e) {
            throw new FaultException(
                    FailureKind.HOST,
                    qemu + " does not tell what it can do: " + e.getMessage() + "; it printed: " + Tail.of(log)
                            + "; is it a qemu-system-x86_64 that runs on this host?",
                    e);
        } finally {
            process.kill();
        }
    }

    /** Of accelerators the one that every host has comes first; a build may lack it. */
    private List<String> command(Path socket) {
        return List.of(
                qemu.toString(),
                "-nodefaults",
                "-no-user-config",
                "-display",
                "none",
                "-monitor",
                "none",
                "-S",
                "-machine",
                "none,accel=tcg:kvm",
                "-qmp",
                "unix:" + socket + ",server=on,wait=off");
    }
}
