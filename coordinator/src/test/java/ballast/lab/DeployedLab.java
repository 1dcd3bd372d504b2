package ballast.lab;

import ballast.coordinator.deploy.Sshd;
import ballast.model.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A coordinator and three hosts, each with its own address; agents are brought by {@code ballast deploy}. alpha runs QEMU, beta and
 * gamma play traces back; beta is a long way off. All that nodes say to each other is encrypted.
 */
final class DeployedLab implements AutoCloseable {
    private static final int FIRST_HOST = 11;
    private static final int COMMAND_SECONDS = 150;
    private static final String MAIN = "ballast.coordinator.Main";
    private static final List<String> HOSTS = List.of("alpha", "beta", "gamma");

    private final Path folder;
    private final Network network;
    private final Place coordinatorPlace;
    private final Node coordinator;
    private final Map<String, LabHost> hosts = new LinkedHashMap<>();
    private Path spoolDisk;
    private LongWay toBeta;

    private DeployedLab(Path folder, Network network, Place coordinatorPlace, Node coordinator) {
        this.folder = folder;
        this.network = network;
        this.coordinatorPlace = coordinatorPlace;
        this.coordinator = coordinator;
    }

    /** What a command said on its standard output, and how it ended. */
    record Answer(int exitCode, String out, String err) {
        JsonNode json() throws IOException {
            return Json.mapper().readTree(out);
        }
    }

    /**
     * The coordinator is ready; nothing is on the hosts yet.
     *
     * @param folder with a short path
     * @param traceSeconds how long a VM that is played back lives
     */
    static DeployedLab start(Path folder, int traceSeconds) throws IOException {
        Network network = Network.make();
        DeployedLab lab = null;
        try {
            Place place = network.place("c", 1);
            Map<String, Place> places = new LinkedHashMap<>();
            for (String name : HOSTS) {
                places.put(name, network.place(name, FIRST_HOST + places.size()));
            }
            makeCertificates(folder, place, places);
            writeTraces(folder.resolve("traces"), traceSeconds);
            Path config = Files.writeString(folder.resolve("coordinator.yaml"), """
                    address: %s
                    store: store
                    lost-after: 10s
                    tls: {ca: certs/ca.pem, certificate: certs/coordinator.pem, key: certs/coordinator-key.pem}
                    """.formatted(place.address()));
            Node coordinator = Node.start(
                    place, folder.resolve("coordinator.out"), MAIN, "coordinator", "--config", config.toString());
            lab = new DeployedLab(folder, network, place, coordinator);
            lab.toBeta = LongWay.lay(network, places.get("beta"), place);
            lab.spoolDisk = Files.createDirectories(folder.resolve("gamma").resolve("spool"));
            Shell.run("mount", "-t", "tmpfs", "-o", "size=16m", "none", lab.spoolDisk.toString());
            Path key = Sshd.keyPair(folder.resolve("login"), "ed25519");
            for (Map.Entry<String, Place> host : places.entrySet()) {
                lab.hosts.put(host.getKey(), LabHost.start(host.getKey(), host.getValue(), folder, key));
            }
            lab.writeInventory();
            coordinator.awaitSaid("coordinator: ready");
            return lab;
        } catch (IOException | RuntimeException e) {
            if (lab == null) {
                network.close();
            } else {
                lab.close();
            }
            throw e;
        }
    }

    private static void makeCertificates(Path folder, Place coordinator, Map<String, Place> places) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getenv("BALLAST_HOME"), "deploy", "make-certs").toString(),
                folder.resolve("certs").toString(),
                "coordinator=" + coordinator.address()));
        places.forEach((name, place) -> command.add(name + "=" + place.address()));
        Shell.run(command);
    }

    /** A VM that grows to 200 MiB, and shrinks. */
    private static void writeTraces(Path traces, int seconds) throws IOException {
        String rows = IntStream.rangeClosed(0, seconds)
                .mapToObj(second -> second + "," + (long) (200e6 * Math.sin(Math.PI * (second + 1) / (seconds + 2))))
                .collect(Collectors.joining("\n", "time,rss\n", "\n"));
        Files.writeString(Files.createDirectories(traces).resolve("default.csv"), rows);
    }

    private void writeInventory() throws IOException {
        StringBuilder knownHosts = new StringBuilder();
        StringBuilder yaml =
                new StringBuilder("""
                defaults:
                  ssh: {key: login, known-hosts: known_hosts}
                  java: %1$s/bin/java
                  agent: {coordinators: ["%2$s:7355"], budget: 2GiB, orphan-time: 60s}
                  coordinator: {http: "%3$s", token-file: store/.ballast/token, ca: certs/ca.pem}
                hosts:
                """.formatted(System.getProperty("java.home"), coordinatorPlace.address(), url()));
        for (LabHost host : hosts.values()) {
            boolean real = host.name().equals("alpha");
            yaml.append("""
                      - name: %1$s
                        address: %2$s
                        install: %3$s
                        agent:
                          labels: {rack: %4$s}
                          tls: {ca: certs/ca.pem, certificate: certs/%1$s.pem, key: certs/%1$s-key.pem}
                    """.formatted(host.name(), host.place().address(), host.install(), real ? "a" : "b"));
            yaml.append(
                    real
                            ? "    images: [" + System.getenv("BALLAST_IMAGE") + "]\n"
                            : "      driver: replay\n      spool-limit: 12MiB\n      traces: "
                                    + folder.resolve("traces") + "\n");
            knownHosts.append(host.knownHostsLine());
        }
        Files.writeString(folder.resolve("known_hosts"), knownHosts);
        Files.writeString(folder.resolve("lab.yaml"), yaml);
    }

    /** The coordinator's HTTP. */
    String url() {
        return "https://" + coordinatorPlace.address() + ":7356";
    }

    Node coordinator() {
        return coordinator;
    }

    /** @throws AssertionError with what it said, if it has ended by itself */
    void requireCoordinator() throws IOException {
        if (!coordinator.isAlive()) {
            throw new AssertionError("the coordinator has ended by itself; it said:\n" + coordinator.said()
                    + "and logged:\n" + Files.readString(store().resolve(".ballast/coordinator.log")));
        }
    }

    Place coordinatorPlace() {
        return coordinatorPlace;
    }

    LongWay toBeta() {
        return toBeta;
    }

    LabHost host(String name) {
        return hosts.get(name);
    }

    List<LabHost> hosts() {
        return List.copyOf(hosts.values());
    }

    Path store() {
        return folder.resolve("store");
    }

    /** The small disk that gamma's spool lies on. */
    Path spoolDisk() {
        return spoolDisk;
    }

    /** {@code ballast deploy}, of some hosts or of all. */
    Answer deploy(String command, String... names) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(
                List.of("deploy", "--inventory", folder.resolve("lab.yaml").toString(), command));
        if (names.length > 0) {
            arguments.addAll(List.of("--limit", String.join(",", names)));
        }
        return ballast(arguments.toArray(String[]::new));
    }

    /** A command of the client. */
    Answer ballast(String... arguments) throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "out", "");
        Path err = Files.createTempFile(folder, "err", "");
        ProcessBuilder builder = new ProcessBuilder(Node.java(MAIN, arguments))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("BALLAST_COORDINATOR", url());
        builder.environment().put("BALLAST_CA", folder.resolve("certs/ca.pem").toString());
        builder.environment()
                .put("BALLAST_TOKEN_FILE", store().resolve(".ballast/token").toString());
        Process process = builder.start();
        if (!process.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            throw new AssertionError(List.of(arguments) + ": not ended after " + COMMAND_SECONDS + " s; it said: "
                    + Files.readString(out) + Files.readString(err));
        }
        return new Answer(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    /** What the agent says, and its supervisor. */
    String agentLog(String host) throws IOException {
        return Files.readString(host(host).install().resolve("log/agent.log"), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        hosts.values().forEach(LabHost::close);
        if (spoolDisk != null) {
            Shell.run("umount", spoolDisk.toString());
        }
        coordinator.close();
        closeLongWay();
        network.close();
    }

    private void closeLongWay() {
        try {
            if (toBeta != null) {
                toBeta.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
