package ballast.agent.config;

import ballast.agent.config.AgentConfig.BudgetSetting;
import ballast.cluster.NodeAddress;
import ballast.cluster.TlsFiles;
import ballast.model.ArtefactKind;
import ballast.model.ByteSize;
import ballast.model.Driver;
import ballast.model.Durations;
import ballast.model.FaultException;
import ballast.model.HostId;
import ballast.settings.Section;
import ballast.settings.SettingsException;
import ballast.settings.SettingsFile;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** {@code agent.yaml}. */
public final class AgentFile {
    private static final int HIGHEST_PORT = 65535;
    private static final int PORT = 7355;
    private static final Duration ORPHAN_TIME = Duration.ofMinutes(30);
    private static final List<String> KEYS = List.of(
            "host",
            "address",
            "port",
            "coordinators",
            "labels",
            "budget",
            "spool",
            "spool-limit",
            "run-root",
            "cache",
            "images",
            "guard",
            "qemu",
            "artefacts",
            "orphan-time",
            "metrics-address",
            "metrics-port",
            "driver",
            "traces",
            "speed",
            "tls");

    /**
     * What the file says.
     *
     * @param host how VMs are made here
     * @param replay what is played back instead; empty: VMs are real
     */
    public record Settings(AgentConfig host, Optional<ReplayChoice> replay, LabMembership lab) {}

    /**
     * Footprint traces are played back instead of running VMs.
     *
     * @param traces their folder
     * @param speed how many times faster than recorded
     */
    public record ReplayChoice(Path traces, double speed) {}

    private AgentFile() {}

    /**
     * @param environment the launcher's {@code BALLAST_GUARD} and {@code BALLAST_IMAGE} stand in for what the file leaves out
     * @throws SettingsException with everything that is wrong
     */
    public static Settings read(Path path, Map<String, String> environment) throws SettingsException {
        SettingsFile file = SettingsFile.open(path);
        Section top = file.top(KEYS);
        Optional<HostId> host = top.required("host", "the host's name in the lab", HostId::new);
        List<NodeAddress> coordinators = top.list("coordinators", "HOST:PORT", NodeAddress::parse);
        if (coordinators.isEmpty()) {
            top.required("coordinators", "a list of HOST:PORT", Function.identity());
        }
        String address = top.value("address", "a host name or address", Function.identity())
                .orElse("127.0.0.1");
        int port = top.number("port", 0, HIGHEST_PORT).orElse(PORT);
        String metricsHost = top.value("metrics-address", "a host name or address", Function.identity())
                .orElse("127.0.0.1");
        Optional<Integer> metricsPort = top.value("metrics-port", "a port, or off", AgentFile::metricsPort)
                .orElse(Optional.of(0));
        Optional<TlsFiles> tls = TlsFiles.read(file, top, address);
        Duration orphanTime =
                top.value("orphan-time", "a duration", Durations::parse).orElse(ORPHAN_TIME);
        Optional<Path> spool = top.required("spool", "a folder", file::resolve);
        boolean replays = top.value("driver", "qemu or replay", Driver::of).orElse(Driver.QEMU) == Driver.REPLAY;
        Optional<ReplayChoice> replay = replays ? replay(file, top) : Optional.empty();
        ByteSize spoolLimit =
                top.value("spool-limit", "a size", ByteSize::parse).orElse(AgentConfig.SPOOL_LIMIT);
        Optional<Path> runRoot = top.required("run-root", "a folder with a short path", file::resolve);
        Optional<Path> cache = top.required("cache", "a folder", file::resolve);
        Optional<Path> guard = replays
                ? Optional.of(Path.of("none"))
                : !top.has("guard") && environment.containsKey("BALLAST_GUARD")
                        ? Optional.of(Path.of(environment.get("BALLAST_GUARD")))
                        : top.required("guard", "the guard program", file::resolve);
        List<Path> images = top.has("images")
                ? top.list("images", "a guest image's folder", file::resolve)
                : Arrays.stream(environment.getOrDefault("BALLAST_IMAGE", "").split(File.pathSeparator))
                        .filter(folder -> !folder.isEmpty())
                        .map(Path::of)
                        .toList();
        Path qemu = top.value("qemu", "a program", name -> Programs.find(name, environment))
                .orElse(Programs.find("qemu-system-x86_64", environment));
        BudgetSetting budget = top.value("budget", "a size", ByteSize::parse)
                .<BudgetSetting>map(BudgetSetting.Fixed::new)
                .orElse(new BudgetSetting.NineTenthsOfAvailable());
        Map<String, String> labels = top.words("labels");
        Map<ArtefactKind, Artefact> artefacts = artefacts(top);
        file.check();
        AgentConfig config = new AgentConfig(
                host.orElseThrow(),
                runRoot.orElseThrow(),
                spool.orElseThrow(),
                cache.orElseThrow(),
                images,
                guard.orElseThrow(),
                AgentConfig.withStock(qemu, artefacts),
                budget,
                spoolLimit,
                labels);
        LabMembership lab = new LabMembership(
                new NodeAddress(address, port),
                coordinators,
                tls,
                orphanTime,
                metricsPort.map(of -> new NodeAddress(metricsHost, of)));
        return new Settings(config, replay, lab);
    }

    private static Optional<Integer> metricsPort(String text) {
        if (text.equals("off")) {
            return Optional.empty();
        }
        if (text.matches("\\d{1,5}") && Integer.parseInt(text) <= HIGHEST_PORT) {
            return Optional.of(Integer.valueOf(text));
        }
        throw new IllegalArgumentException("got '" + text + "', want 0 to " + HIGHEST_PORT + ", or off");
    }

    private static Optional<ReplayChoice> replay(SettingsFile file, Section top) {
        Optional<Path> traces = top.required("traces", "a folder of footprint traces", file::resolve);
        double speed = top.value("speed", "a number such as 1 or 100", AgentFile::speed)
                .orElse(1.0);
        return traces.map(folder -> new ReplayChoice(folder, speed));
    }

    private static double speed(String text) {
        try {
            double speed = Double.parseDouble(text);
            if (speed > 0 && Double.isFinite(speed)) {
                return speed;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new IllegalArgumentException("got '" + text + "', want a positive number such as 1 or 100");
    }

    private static Map<ArtefactKind, Artefact> artefacts(Section top) throws SettingsException {
        Optional<Path> path = top.path("artefacts");
        try {
            return path.isEmpty() ? Map.of() : ArtefactsFile.read(path.get());
        } catch (FaultException e) {
            throw new SettingsException(List.of(e.getMessage()));
        }
    }
}
