package ballast.lab;

import ballast.agent.system.Leftovers;
import ballast.benchmark.Figures;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/**
 * How long a lab stands still after {@code kill -9}: of the coordinator until the next placement, restarted at once (profile single) or replaced
 * by another (profile ha, three of them, PostgreSQL); of an agent until its run begins again. Each program is a JVM of its own with TLS, in a
 * network namespace. Arguments: repetitions (5), and which of {@code restart failover rerun} (all).
 */
final class RecoveryTime {
    private static final Duration BOUND = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final int SHORT_RUN_SECONDS = 2;
    private static final int LONG_RUN_SECONDS = 600;
    private static final int RUNS = 1000;
    private static final int BETA = 12;
    private static final int WARM_UP_RUNS = 3;

    private final int repetitions;
    private final Map<String, Figures> seconds = new LinkedHashMap<>();

    private RecoveryTime(int repetitions) {
        this.repetitions = repetitions;
    }

    public static void main(String[] args) throws Exception {
        RecoveryTime time = new RecoveryTime(args.length > 0 ? Integer.parseInt(args[0]) : 5);
        Map<String, Part> parts = new LinkedHashMap<>();
        parts.put("restart", time::restart);
        parts.put("failover", time::failover);
        parts.put("rerun", time::reruns);
        Collection<String> wanted = args.length > 1 ? List.of(args).subList(1, args.length) : parts.keySet();
        for (String part : wanted) {
            if (!parts.containsKey(part)) {
                throw new IllegalArgumentException("got " + part + ", want some of " + parts.keySet());
            }
            inFolder(parts.get(part));
        }
        time.print();
    }

    private interface Part {
        void measure(Path folder) throws Exception;
    }

    private static void inFolder(Part part) throws Exception {
        Path folder = Files.createTempDirectory("bl");
        try {
            part.measure(folder);
        } finally {
            Leftovers.delete(folder);
        }
    }

    private void restart(Path folder) throws Exception {
        try (SingleLab lab = SingleLab.start(folder, SHORT_RUN_SECONDS, made -> {})) {
            String campaign = submit(lab.client(), lab.settings(), "restart", "shared", RUNS);
            for (int i = 0; i < repetitions; i++) {
                awaitProgress(lab.client(), campaign);
                Instant killed = Instant.now();
                lab.coordinator().kill();
                lab.coordinator().start();
                measured("coordinator, single: to the next placement", killed, placed(lab.client(), campaign, killed));
            }
        }
    }

    private void failover(Path folder) throws Exception {
        try (CoordinatorTrio lab = CoordinatorTrio.start(folder, SHORT_RUN_SECONDS)) {
            String campaign = submit(lab.client(), lab.settings(), "failover", "shared", RUNS);
            for (int i = 0; i < repetitions; i++) {
                int active = lab.awaitActive();
                awaitProgress(lab.client(), campaign);
                Instant killed = Instant.now();
                lab.coordinator(active).kill();
                measured("coordinator, ha: to the next placement", killed, placed(lab.client(), campaign, killed));
                lab.restart(active);
                lab.coordinator(active).awaitSaid("coordinator: ready");
            }
        }
    }

    private void reruns(Path folder) throws Exception {
        try (SingleLab lab = SingleLab.start(folder, LONG_RUN_SECONDS, made -> {})) {
            Place place = lab.network().place("beta", BETA);
            lab.settings().certificates("certs", Map.of("beta", place));
            Node beta = lab.agent("beta", "beta", place, Settings.tls("certs", "beta"));
            Map<String, Node> agents = Map.of("alpha", lab.alphaAgent(), "beta", beta);
            awaitReady(lab);
            for (int i = 0; i < repetitions; i++) {
                rerun(lab, agents, "gone-" + i, false);
                rerun(lab, agents, "supervised-" + i, true);
            }
        }
    }

    /** @param supervised whether the agent is started again at once */
    private void rerun(SingleLab lab, Map<String, Node> agents, String name, boolean supervised) throws Exception {
        String campaign = submit(lab.client(), lab.settings(), name, "exclusive", 1);
        String host = awaitRun(lab.client(), campaign, 1).at("/state/host").asText();
        Node agent = agents.get(host);
        Instant killed = Instant.now();
        agent.kill();
        if (supervised) {
            agent.start();
        }
        JsonNode again = awaitRun(lab.client(), campaign, 2);
        String how = "agent, " + (supervised ? "started again at once" : "gone for good") + ": to the rerun on ";
        measured(
                how + (again.at("/state/host").asText().equals(host) ? "the same host" : "another"),
                killed,
                Instant.now());
        lab.client().ballast("cancel", campaign);
        if (!supervised) {
            agent.start();
        }
        awaitReady(lab);
    }

    /** Until the first VM of this attempt of the only run was heard of. */
    private static JsonNode awaitRun(Client client, String campaign, int attempt) {
        return Awaitility.await("attempt " + attempt + " of " + campaign)
                .atMost(BOUND)
                .pollInterval(POLL)
                .ignoreExceptions()
                .until(
                        () -> client.get("/api/campaigns/" + campaign).at("/runs/0"),
                        run -> run.at("/state/attempt/number").asInt() == attempt
                                && run.at("/state/state").asText().equals("running")
                                && !run.path("live").isEmpty());
    }

    private static void awaitReady(SingleLab lab) {
        Awaitility.await("alpha and beta ready")
                .atMost(BOUND)
                .ignoreExceptions()
                .until(lab::readyHosts, Predicate.isEqual(List.of("alpha", "beta")));
    }

    private static void awaitProgress(Client client, String campaign) throws Exception {
        long before = Placements.count(client, campaign, "completed");
        Awaitility.await("runs of " + campaign + " that are committed")
                .atMost(BOUND)
                .ignoreExceptions()
                .until(() -> Placements.count(client, campaign, "completed") >= before + WARM_UP_RUNS
                        && Placements.count(client, campaign, "running") > 0);
    }

    private static String submit(Client client, Settings settings, String name, String isolation, int runs)
            throws Exception {
        return client.ballast("submit", settings.matrix(name, isolation, runs).toString());
    }

    private static Instant placed(Client client, String campaign, Instant killed) {
        return Placements.awaitFirst(client, campaign, killed, BOUND);
    }

    private void measured(String what, Instant killed, Instant then) {
        double taken = Duration.between(killed, then).toMillis() / 1e3;
        seconds.computeIfAbsent(what, any -> new Figures()).add(taken);
        System.err.printf("%s: %.2f s%n", what, taken);
    }

    private void print() {
        System.out.printf("%d repetitions of each; s from kill -9%n", repetitions);
        System.out.printf("%-60s %8s %8s %8s%n", "of", "min", "median", "max");
        seconds.forEach((what, figures) -> System.out.printf(
                "%-60s %8.2f %8.2f %8.2f%n", what, figures.lowest(), figures.median(), figures.highest()));
    }
}
