package ballast.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** Three coordinators with a PostgreSQL and one store, and two hosts that play traces back; all of it encrypted. */
final class CoordinatorTrio implements AutoCloseable {
    private static final Duration BOUND = Duration.ofMinutes(2);
    private static final Pattern EPOCH = Pattern.compile("epoch (\\d+), \\d+ campaigns known");
    private static final List<String> NAMES = List.of("a", "b", "c");
    private static final int FIRST_HOST = 11;

    private final Settings settings;
    private final Network network;
    private final List<Place> places = new ArrayList<>();
    private final List<Node> coordinators = new ArrayList<>();
    private final Map<String, Node> agents = new LinkedHashMap<>();
    private final Postgres database;
    private final Client client;

    /**
     * All coordinators are started at once, in an empty store.
     *
     * @param traceSeconds how long a run lasts
     */
    static CoordinatorTrio start(Path folder, int traceSeconds) throws IOException {
        Network network = Network.make();
        CoordinatorTrio lab = null;
        try {
            lab = new CoordinatorTrio(folder, network);
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

    private CoordinatorTrio(Path folder, Network network) throws IOException {
        this.network = network;
        settings = new Settings(folder);
        for (String name : NAMES) {
            places.add(network.place(name, places.size() + 1));
        }
        client = new Client(folder, places);
        database = Postgres.start(network.ownAddress(), network.range());
    }

    private void begin(int traceSeconds) throws IOException {
        Map<String, Place> hosts = new LinkedHashMap<>();
        for (String name : List.of("alpha", "beta")) {
            hosts.put(name, network.place(name, FIRST_HOST + hosts.size()));
        }
        Map<String, Place> all = new LinkedHashMap<>(hosts);
        places.forEach(place -> all.put(name(place), place));
        settings.certificates("certs", all);
        settings.traces(traceSeconds);
        Files.writeString(settings.folder().resolve("db-password"), database.password() + "\n");
        for (Place place : places) {
            coordinators.add(startCoordinator(place));
        }
        for (Map.Entry<String, Place> host : hosts.entrySet()) {
            agents.put(host.getKey(), startAgent(host.getKey(), host.getValue()));
        }
        for (Node coordinator : coordinators) {
            coordinator.awaitSaid("coordinator: ready");
        }
        for (Node agent : agents.values()) {
            agent.awaitSaid("joined, epoch 1");
        }
    }

    private String name(Place place) {
        return NAMES.get(places.indexOf(place));
    }

    private Node startCoordinator(Place place) throws IOException {
        List<String> seeds =
                places.stream().map(each -> "\"" + each.address() + ":7355\"").toList();
        String name = name(place);
        Path config = settings.coordinator(
                name,
                place,
                "store",
                """
                profile: ha
                coordinators: %s
                journal: {url: "%s", user: %s, password-file: db-password}
                """.formatted(seeds, database.url(), database.user()) + Settings.tls("certs", name));
        return Node.start(
                place,
                settings.folder().resolve(name + ".out"),
                "ballast.coordinator.Main",
                "coordinator",
                "--config",
                config.toString());
    }

    private Node startAgent(String name, Place place) throws IOException {
        Path config = settings.agent(name, name, place, places, Settings.tls("certs", name));
        return Node.start(
                place,
                settings.folder().resolve(name + ".out"),
                "ballast.agent.AgentMain",
                "--config",
                config.toString());
    }

    /** Of the database's user. */
    String password() {
        return database.password();
    }

    /** What the database says. */
    Path databaseLog() {
        return database.log();
    }

    Settings settings() {
        return settings;
    }

    Client client() {
        return client;
    }

    Place place(int number) {
        return places.get(number);
    }

    Node coordinator(int number) {
        return coordinators.get(number);
    }

    Node agent(String name) {
        return agents.get(name);
    }

    Place[] othersThan(int number) {
        return places.stream().filter(place -> place != places.get(number)).toArray(Place[]::new);
    }

    /** Waits until one of these says that it decides. */
    int awaitActive(List<Integer> among) {
        return Awaitility.await("a coordinator that decides, of " + among)
                .atMost(BOUND)
                .pollInterval(Duration.ofMillis(200))
                .until(
                        () -> among.stream()
                                .filter(number -> coordinator(number).isAlive() && client.isActive(place(number)))
                                .findFirst()
                                .orElse(-1),
                        number -> number >= 0);
    }

    int awaitActive() {
        return awaitActive(List.of(0, 1, 2));
    }

    /** All but this one. */
    static List<Integer> others(int number) {
        return Stream.of(0, 1, 2).filter(other -> other != number).toList();
    }

    /** As {@link #awaitActive(List)}, and starts those that end, as the systemd unit of {@code deploy} does. */
    int awaitActiveSupervised(List<Integer> among) {
        return Awaitility.await("a coordinator that decides, of " + among)
                .atMost(BOUND)
                .pollInterval(Duration.ofSeconds(1))
                .until(
                        () -> {
                            for (int number : among) {
                                if (!coordinator(number).isAlive()) {
                                    System.out.println(
                                            "failover: " + place(number).address() + " ended: "
                                                    + coordinator(number).said().strip());
                                    restart(number);
                                } else if (client.isActive(place(number))) {
                                    return number;
                                }
                            }
                            return -1;
                        },
                        number -> number >= 0);
    }

    /** Of the last time that it began to decide. */
    long epoch(int number) throws IOException {
        return epochs(number).stream().max(Long::compare).orElse(0L);
    }

    /** Of each time that it began to decide. */
    List<Long> epochs(int number) throws IOException {
        Matcher said = EPOCH.matcher(log(number));
        return said.results().map(result -> Long.valueOf(result.group(1))).collect(Collectors.toList());
    }

    /** What it wrote into the store's folder. */
    String log(int number) throws IOException {
        return Files.readString(settings.folder()
                .resolve("store/.ballast/coordinator-" + place(number).address() + "-7355.log"));
    }

    /** Started again after its end. */
    void restart(int number) throws IOException {
        coordinator(number).start();
    }

    @Override
    public void close() {
        agents.values().forEach(Node::close);
        coordinators.forEach(Node::close);
        database.close();
        network.close();
    }
}
