package ballast.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a campaign when the coordinator that decides dies, sleeps, or is cut off. Each test goes on with the lab of the one before. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FailoverIT {
    private static final Duration BOUND = Duration.ofMinutes(4);
    /** The aim is 15 s on hosts with nothing else to do. */
    private static final Duration TAKE_OVER = Duration.ofSeconds(60);

    private static final Duration STOPPED = Duration.ofSeconds(30);
    private static final int RUN_SECONDS = 4;

    private CoordinatorTrio lab;
    private ArgumentsWatch arguments;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        arguments = ArgumentsWatch.start();
        lab = CoordinatorTrio.start(folder, RUN_SECONDS);
    }

    @AfterAll
    void stop() {
        if (lab != null) {
            lab.close();
        }
        arguments.close();
    }

    private String submit(String name, String isolation, int repetitions) throws Exception {
        return lab.client()
                .ballast(
                        "submit",
                        lab.settings().matrix(name, isolation, repetitions).toString());
    }

    private List<JsonNode> runs(String campaign) throws Exception {
        List<JsonNode> runs = new java.util.ArrayList<>();
        lab.client().get("/api/campaigns/" + campaign).path("runs").forEach(runs::add);
        return runs;
    }

    private static String state(JsonNode run) {
        return run.at("/state/state").asText();
    }

    /** By run: what is known of those that are in this state. */
    private Map<String, JsonNode> inState(String campaign, String state) throws Exception {
        Map<String, JsonNode> found = new TreeMap<>();
        for (JsonNode run : runs(campaign)) {
            if (state(run).equals(state)) {
                found.put(run.path("run").toString(), run.path("state"));
            }
        }
        return found;
    }

    private void awaitRunning(String campaign) {
        Awaitility.await("runs that go on and some that are committed")
                .atMost(TAKE_OVER)
                .until(() -> inState(campaign, "running").size() > 1
                        && inState(campaign, "completed").size() > 1);
    }

    /** The first placement by another coordinator. */
    private Instant awaitPlacement(String campaign, Instant after) {
        return Placements.awaitFirst(lab.client(), campaign, after, TAKE_OVER);
    }

    private void awaitEnd(String campaign) {
        Awaitility.await("the end of " + campaign)
                .atMost(BOUND)
                .pollInterval(Duration.ofSeconds(1))
                .ignoreExceptions()
                .until(() -> lab.client()
                        .get("/api/campaigns/" + campaign)
                        .path("ended")
                        .asBoolean());
    }

    /** All completed, each once; and what was committed or was going on before is as it was. */
    private void assertWhole(String campaign, Map<String, JsonNode> committed, Map<String, JsonNode> running)
            throws Exception {
        Map<String, JsonNode> completed = inState(campaign, "completed");
        assertThat(completed).hasSize(runs(campaign).size());
        assertThat(completed).containsAllEntriesOf(committed);
        running.forEach((run, state) -> assertThat(completed.get(run).path("attempt"))
                .as("the attempt that went on")
                .isEqualTo(state.path("attempt")));
        try (Stream<Path> files = Files.walk(lab.settings().folder().resolve("store"))) {
            assertThat(files.filter(file ->
                            file.endsWith("status.json") && file.toString().contains(campaign)))
                    .hasSize(completed.size());
        }
    }

    @Test
    @Order(1)
    void anotherTakesOverWhenItIsKilled() throws Exception {
        int active = lab.awaitActive();
        long epoch = lab.epoch(active);
        String campaign = submit("killed", "shared", 24);
        awaitRunning(campaign);
        Map<String, JsonNode> committed = inState(campaign, "completed");
        Map<String, JsonNode> running = inState(campaign, "running");

        Instant killed = Instant.now();
        lab.coordinator(active).signal("KILL");
        Instant placed = awaitPlacement(campaign, killed);
        System.out.println("failover: from kill -9 of the coordinator to the next placement: "
                + Duration.between(killed, placed).toMillis() + " ms");

        int next = lab.awaitActive(CoordinatorTrio.others(active));
        assertThat(lab.epoch(next)).isGreaterThan(epoch);
        awaitEnd(campaign);
        assertWhole(campaign, committed, running);
        for (String host : List.of("alpha", "beta")) {
            assertThat(lab.agent(host).said()).contains("joined, epoch " + lab.epoch(next));
        }
        lab.restart(active);
        lab.coordinator(active).awaitSaid("coordinator: ready");
        assertThat(lab.client().isActive(lab.place(active))).isFalse();
    }

    @Test
    @Order(2)
    void oneThatSleptDecidesNothing() throws Exception {
        int active = lab.awaitActive();
        long epoch = lab.epoch(active);
        String campaign = submit("stopped", "exclusive", 24);
        awaitRunning(campaign);
        Map<String, JsonNode> committed = inState(campaign, "completed");

        Instant stopped = Instant.now();
        lab.coordinator(active).signal("STOP");
        Instant placed = awaitPlacementOfOthers(campaign, stopped, active);
        System.out.println("failover: from SIGSTOP of the coordinator to the next placement: "
                + Duration.between(stopped, placed).toMillis() + " ms");
        Awaitility.await("30 s")
                .atMost(STOPPED.multipliedBy(2))
                .until(() -> Instant.now().isAfter(stopped.plus(STOPPED)));
        lab.coordinator(active).signal("CONT");

        assertThat(lab.coordinator(active).awaitEnd()).isEqualTo(1);
        assertThat(lab.coordinator(active).said()).contains("ballast: ");
        System.out.println("failover: what one that slept says: "
                + lab.coordinator(active).said().lines().reduce("", (first, last) -> last));
        assertThat(lab.epochs(active)).allMatch(begun -> begun <= epoch);
        awaitEnd(campaign);
        assertWhole(campaign, committed, Map.of());
        lab.restart(active);
        lab.coordinator(active).awaitSaid("coordinator: ready");
    }

    private Instant awaitPlacementOfOthers(String campaign, Instant after, int not) {
        lab.awaitActive(CoordinatorTrio.others(not));
        return awaitPlacement(campaign, after);
    }

    @Test
    @Order(3)
    void oneThatIsCutOffFromTheOthersStopsDeciding() throws Exception {
        int active = lab.awaitActive();
        long epoch = lab.epoch(active);
        String campaign = submit("parted", "shared", 24);
        awaitRunning(campaign);
        Map<String, JsonNode> committed = inState(campaign, "completed");

        Instant parted = Instant.now();
        lab.place(active).deafTo(lab.othersThan(active));
        try {
            // the hosts reach both sides and carry the news to and fro: the others may end, too, and begin again
            assertThat(lab.coordinator(active).awaitEnd()).isEqualTo(1);
            int next = lab.awaitActiveSupervised(CoordinatorTrio.others(active));
            System.out.println("failover: from the partition to the next coordinator: "
                    + Duration.between(parted, Instant.now()).toMillis() + " ms");
            assertThat(lab.epoch(next)).isGreaterThan(epoch);
            assertThat(lab.coordinator(active).said())
                    .containsAnyOf("have gone on without this node", "another coordinator has taken over");
            assertThat(lab.epochs(active)).allMatch(begun -> begun <= epoch);
            awaitEnd(campaign);
            assertWhole(campaign, committed, Map.of());
        } finally {
            lab.place(active).listenAgain();
        }
        lab.restart(active);
        lab.coordinator(active).awaitSaid("coordinator: ready");
        assertThat(lab.client().get("/api/hosts"))
                .allMatch(host -> host.path("state").asText().equals("ready"));
    }

    @Test
    @Order(4)
    void theCampaignGoesOnWhenAllWereKilledAndTheFirstIsLost() throws Exception {
        long epoch = lab.epoch(lab.awaitActive());
        String campaign = submit("all-killed", "shared", 24);
        awaitRunning(campaign);
        Map<String, JsonNode> committed = inState(campaign, "completed");

        Instant killed = Instant.now();
        for (int number = 0; number < 3; number++) {
            lab.coordinator(number).signal("KILL");
        }
        for (int number = 0; number < 3; number++) {
            lab.coordinator(number).awaitEnd();
        }
        lab.restart(1);
        lab.restart(2);
        Instant placed = awaitPlacement(campaign, killed);
        System.out.println("failover: from kill -9 of all coordinators and the restart of two to the next placement: "
                + Duration.between(killed, placed).toMillis() + " ms");

        assertThat(lab.epoch(lab.awaitActive())).isGreaterThan(epoch);
        awaitEnd(campaign);
        assertWhole(campaign, committed, Map.of());
        lab.restart(0);
        lab.coordinator(0).awaitSaid("coordinator: ready");
    }

    /** Behind all that has gone wrong before: what fails must not tell it, either. */
    @Test
    @Order(5)
    void theDatabasesPasswordIsInNoArgumentAndNoLog() throws Exception {
        List<String> secret = List.of(lab.password());
        lab.awaitActive();

        assertThat(arguments.with(List.of("ballast.coordinator.Main"))).hasSizeGreaterThanOrEqualTo(3);
        assertThat(arguments.with(List.of("postgres -D"))).isNotEmpty();
        assertThat(arguments.with(secret)).isEmpty();
        Path folder = lab.settings().folder();
        assertThat(folder.resolve("db-password")).content().contains(secret.get(0));
        List<Path> texts = new java.util.ArrayList<>(List.of(lab.databaseLog()));
        try (Stream<Path> files = Files.walk(folder)) {
            texts.addAll(files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("db-password"))
                    .toList());
        }
        assertThat(texts)
                .filteredOn(file ->
                        file.toString().endsWith(".log") && file.toFile().length() > 0)
                .as("logs of three coordinators, two agents and the database")
                .hasSizeGreaterThanOrEqualTo(5);
        assertThat(texts).filteredOn(file -> file.toString().endsWith(".out")).hasSize(5);
        for (Path text : texts) {
            assertThat(Files.readString(text, StandardCharsets.ISO_8859_1))
                    .as(text.toString())
                    .doesNotContain(secret);
        }
    }
}
