package ballast.lab;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One coordinator with TLS, and a host alpha that plays traces back. */
final class SingleLab implements AutoCloseable {
    static final int CLUSTER_PORT = 7355;
    private static final int COORDINATOR = 2;
    private static final int ALPHA = 11;

    private final Settings settings;
    private final Network network;
    private final Place coordinatorPlace;
    private final Place alpha;
    private final Client client;
    private final List<AutoCloseable> opened = new ArrayList<>();
    private Node coordinator;
    private Node alphaAgent;

    private SingleLab(Path folder, Network network) throws IOException {
        this.network = network;
        settings = new Settings(folder);
        coordinatorPlace = network.place("c", COORDINATOR);
        alpha = network.place("alpha", ALPHA);
        client = new Client(folder, List.of(coordinatorPlace));
    }

    /** Between the places and the processes of a lab. */
    interface Wiring {
        void lay(SingleLab lab) throws IOException;
    }

    /**
     * @param traceSeconds how long a run lasts
     * @param wiring before the processes start
     */
    static SingleLab start(Path folder, int traceSeconds, Wiring wiring) throws IOException {
        Network network = Network.make();
        SingleLab lab = null;
        try {
            lab = new SingleLab(folder, network);
            wiring.lay(lab);
            lab.begin(traceSeconds);
            return lab;
        } catch (IOException | RuntimeException | AssertionError e) {
            if (lab == null) {
                network.close();
            } else {
                lab.close();
            }
            throw e;
        }
    }

    private void begin(int traceSeconds) throws IOException {
        Map<String, Place> places = new LinkedHashMap<>();
        places.put("c", coordinatorPlace);
        places.put("alpha", alpha);
        settings.certificates("certs", places);
        settings.traces(traceSeconds);
        coordinator = coordinator("c", coordinatorPlace, "store", "");
        coordinator.awaitSaid("coordinator: ready");
        alphaAgent = agent("alpha", "alpha", alpha, Settings.tls("certs", "alpha"));
        alphaAgent.awaitSaid("joined, epoch 1");
    }

    /** A coordinator node, started. */
    Node coordinator(String file, Place place, String store, String more) throws IOException {
        Path config = settings.coordinator(file, place, store, Settings.tls("certs", file) + more);
        return open(
                Node.start(place, out(file), "ballast.coordinator.Main", "coordinator", "--config", config.toString()));
    }

    /** An agent, started. */
    Node agent(String file, String host, Place place, String more) throws IOException {
        Path config = settings.agent(file, host, place, List.of(coordinatorPlace), more);
        return open(Node.start(place, out(file), "ballast.agent.AgentMain", "--config", config.toString()));
    }

    /** An agent with some classes of another build, started. */
    Node otherAgent(Path classes, String file, Place place) throws IOException {
        Path config = settings.agent(file, file, place, List.of(coordinatorPlace), Settings.tls("certs", file));
        return open(
                Node.startOther(classes, place, out(file), "ballast.agent.AgentMain", "--config", config.toString()));
    }

    private Path out(String file) {
        return settings.folder().resolve(file + ".out");
    }

    /** Closed with the lab. */
    <T extends AutoCloseable> T open(T part) {
        opened.add(0, part);
        return part;
    }

    Settings settings() {
        return settings;
    }

    Network network() {
        return network;
    }

    Place coordinatorPlace() {
        return coordinatorPlace;
    }

    Place alpha() {
        return alpha;
    }

    Client client() {
        return client;
    }

    Node coordinator() {
        return coordinator;
    }

    Node alphaAgent() {
        return alphaAgent;
    }

    String coordinatorLog() throws IOException {
        return Files.readString(settings.folder().resolve("store/.ballast/coordinator.log"));
    }

    /** Names of hosts that get runs. */
    List<String> readyHosts() throws Exception {
        List<String> ready = new ArrayList<>();
        for (JsonNode host : client.get("/api/hosts")) {
            if (host.path("state").asText().equals("ready")) {
                ready.add(host.path("host").asText());
            }
        }
        return ready;
    }

    @Override
    public void close() {
        for (AutoCloseable part : opened) {
            try {
                part.close();
            } catch (Exception e) {
                System.err.println("closing " + part + ": " + e);
            }
        }
        network.close();
    }
}
