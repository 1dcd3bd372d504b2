package ballast.coordinator.actor;

import static ballast.coordinator.schedule.Samples.CAMPAIGN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ballast.coordinator.actor.FakeAgent.Script;
import ballast.coordinator.config.CoordinatorSettings;
import ballast.coordinator.metrics.CoordinatorMetrics;
import ballast.coordinator.schedule.PlannedRun;
import ballast.coordinator.schedule.Samples;
import ballast.message.AgentFacts;
import ballast.message.ToAgent;
import ballast.message.ToCoordinator.Inventory;
import ballast.model.ByteSize;
import ballast.model.Cell;
import ballast.model.Failure;
import ballast.model.FailureKind;
import ballast.model.HostReport;
import ballast.model.Json;
import ballast.model.Outcome;
import ballast.model.SpoolUse;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The HTTP API of a whole coordinator, with agents without VMs. */
final class ApiTest {
    private static final Duration BOUND = Duration.ofSeconds(10);
    private static final Cell CELL = Samples.exclusive(1, ByteSize.mib(256));
    private static final HostReport HOST = Samples.host("a", 2, ByteSize.gib(2));
    private static final String ONE = "/api/campaigns/" + CAMPAIGN;

    @TempDir
    private Path store;

    private final FakeStore results = new FakeStore();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private CoordinatorNode node;

    @BeforeEach
    void start() throws StartException {
        node = CoordinatorNode.start(
                CoordinatorSettings.embedded(store),
                new CoordinatorNode.Ports(results, new CoordinatorMetrics(), notice -> {}));
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private String token() throws Exception {
        return Files.readString(store.resolve(".ballast/token")).strip();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(
                HttpRequest.newBuilder(node.http().resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, byte[] body) throws Exception {
        return post(path, body, "Bearer " + token());
    }

    private HttpResponse<String> post(String path, byte[] body, String authorization) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(node.http().resolve(path)).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> response) throws Exception {
        return Json.mapper().readTree(response.body());
    }

    private static ObjectNode submission(int runs) {
        List<PlannedRun> planned = Samples.runs(CAMPAIGN, Collections.nCopies(runs, CELL));
        ObjectNode body = Json.mapper().createObjectNode();
        body.put("id", CAMPAIGN.value()).put("name", "test").put("matrix", "benchmark: inflate\n");
        body.set("cells", Json.mapper().valueToTree(List.of(CELL)));
        body.set(
                "runs",
                Json.mapper().valueToTree(planned.stream().map(PlannedRun::run).toList()));
        body.put("user", "somebody");
        return body;
    }

    private HttpResponse<String> submit(ObjectNode body) throws Exception {
        return post("/api/campaigns", Json.mapper().writeValueAsBytes(body));
    }

    private Script agent(Script script) {
        node.spawn(FakeAgent.create(script, node.scheduler()), "agent-" + System.nanoTime());
        return script;
    }

    private JsonNode states() throws Exception {
        return json(get(ONE)).get("runs");
    }

    private void awaitState(int run, String state) {
        await().atMost(BOUND)
                .until(() -> states().at("/" + run + "/state/state").asText().equals(state));
    }

    private void awaitEnd() {
        await().atMost(BOUND).until(() -> json(get(ONE)).get("ended").asBoolean());
    }

    @Test
    void changes_need_the_token_and_questions_do_not() throws Exception {
        byte[] body = Json.mapper().writeValueAsBytes(submission(1));
        assertThat(post("/api/campaigns", body, "").statusCode()).isEqualTo(401);
        assertThat(post("/api/campaigns", body, "Bearer wrong").statusCode()).isEqualTo(401);
        assertThat(json(post(ONE + "/cancel", new byte[0], "Basic x"))
                        .at("/errors/0")
                        .asText())
                .contains("STORE/.ballast/token");
        assertThat(get("/api/campaigns").body()).isEqualTo("[]\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(store.resolve(".ballast/token"))))
                .isEqualTo("rw-------");
    }

    @Test
    void a_campaign_is_taken_once_however_often_it_is_handed_in() throws Exception {
        HttpResponse<String> first = submit(submission(2));
        assertThat(first.body()).isEqualTo("{\"campaign\":\"" + CAMPAIGN + "\"}\n");
        assertThat(List.of(first.statusCode(), submit(submission(2)).statusCode()))
                .containsExactly(201, 201);
        assertThat(results.created).hasSize(1);
        assertThat(results.created.get(CAMPAIGN).submittedBy()).isEqualTo("somebody");
        HttpResponse<String> other = submit(submission(1));
        assertThat(other.statusCode()).isEqualTo(400);
        assertThat(other.body()).contains("exists, with other runs");
        agent(Script.completing(HOST));
        awaitEnd();
        assertThat(json(get("/api/campaigns")).at("/0/counts/completed").asInt())
                .isEqualTo(2);
        assertThat(get("/api/campaigns/latest/summary").body()).contains(CAMPAIGN.value());
        assertThat(get("/api/campaigns/test/summary?format=text").body()).isEqualTo("test " + CAMPAIGN);
    }

    @Test
    void nonsense_is_refused_with_all_reasons() throws Exception {
        ObjectNode body = submission(1);
        body.put("name", "../etc");
        body.putArray("cells");
        HttpResponse<String> refused = submit(body);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).get("errors")).hasSize(2);
        assertThat(submit(submission(1).put("id", "../x")).statusCode()).isEqualTo(400);
        assertThat(post("/api/campaigns", "no json".getBytes(StandardCharsets.UTF_8))
                        .statusCode())
                .isEqualTo(400);
        ObjectNode forged = submission(1);
        ((ObjectNode) forged.at("/cells/0")).put("isolation", "shared");
        assertThat(submit(forged).body()).contains("for this content");
        assertThat(results.created).isEmpty();
    }

    @Test
    void what_is_not_there_is_404() throws Exception {
        for (String path : List.of("/api", "/api/nothing", ONE, ONE + "/views", "/api/campaigns/latest/summary")) {
            HttpResponse<String> response = get(path);
            assertThat(response.statusCode()).as(path).isEqualTo(404);
            assertThat(json(response).get("errors")).hasSize(1);
        }
        assertThat(post("/api/hosts/nobody/drain", new byte[0]).statusCode()).isEqualTo(404);
    }

    @Test
    void prometheus_finds_agents_by_the_route_for_its_service_discovery() throws Exception {
        assertThat(get("/api/prometheus/targets").body().strip()).isEqualTo("[]");
        agent(Script.completing(HOST)); // tells of no metrics
        await().atMost(BOUND).until(() -> json(get("/api/hosts")).size() == 1);
        HttpResponse<String> answer = get("/api/prometheus/targets");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.body().strip()).isEqualTo("[]");
        assertThat(get("/api/prometheus/other").statusCode()).isEqualTo(404);
    }

    @Test
    void a_body_of_more_than_64_mib_is_refused() throws Exception {
        assertThat(post("/api/campaigns", new byte[(64 << 20) + 1]).statusCode())
                .isEqualTo(413);
    }

    @Test
    void cancel_ends_it_and_retry_takes_it_up_with_the_next_attempt() throws Exception {
        submit(submission(2));
        Script script = agent(Script.of(HOST, attempt -> attempt.number() == 1 ? null : new Outcome.Completed()));
        awaitState(0, "running");
        HttpResponse<String> cancelled = post(ONE + "/cancel", new byte[0]);
        assertThat(json(cancelled).get("runs").asInt()).isEqualTo(2);
        awaitEnd();
        await().atMost(BOUND).until(() -> results.skipped.size() == 2);
        assertThat(results.skipped.values()).containsOnly("cancelled by the user");
        assertThat(json(post(ONE + "/cancel", new byte[0])).get("runs").asInt()).isZero();
        assertThat(json(post(ONE + "/retry", new byte[0])).get("runs").asInt()).isZero();
        assertThat(json(post(ONE + "/retry?cancelled=true", new byte[0]))
                        .get("runs")
                        .asInt())
                .isEqualTo(2);
        awaitState(0, "completed");
        assertThat(script.started().stream().map(attempt -> attempt.number())).contains(1, 2);
    }

    @Test
    void failed_runs_are_tried_again() throws Exception {
        submit(submission(1));
        agent(Script.of(
                HOST,
                attempt -> attempt.number() == 1
                        ? new Outcome.Failed(new Failure(FailureKind.BOOT, "no answer", List.of()))
                        : new Outcome.Completed()));
        awaitState(0, "failed");
        assertThat(json(get(ONE + "/runs/" + CELL.id() + "/1/explain"))
                        .get("explanation")
                        .asText())
                .isEqualTo("attempt 1 failed on host a: BOOT: no answer");
        assertThat(json(post(ONE + "/retry", new byte[0])).get("runs").asInt()).isEqualTo(1);
        awaitState(0, "completed");
        assertThat(states().at("/0/state/attempt/number").asInt()).isEqualTo(2);
    }

    @Test
    void a_drained_host_gets_nothing_until_it_is_undrained() throws Exception {
        agent(Script.completing(HOST));
        await().atMost(BOUND).until(() -> json(get("/api/hosts")).size() == 1);
        assertThat(post("/api/hosts/a/drain", new byte[0]).statusCode()).isEqualTo(200);
        assertThat(post("/api/hosts/a/drain", new byte[0]).statusCode()).isEqualTo(200);
        submit(submission(1));
        assertThat(json(get("/api/hosts")).at("/0/state").asText()).isEqualTo("draining");
        assertThat(json(get(ONE + "/runs/" + CELL.id() + "/rep-1/explain"))
                        .get("explanation")
                        .asText())
                .isEqualTo(
                        "it waits: no host that could take it takes work: host a: drained by a user: gets nothing new until: ballast hosts"
                                + " --undrain a");
        post("/api/hosts/a/undrain", new byte[0]);
        awaitEnd();
    }

    @Test
    void what_runs_on_a_draining_host_ends_and_nothing_follows_across_a_restart_until_it_is_undrained()
            throws Exception {
        AtomicBoolean goesOn = new AtomicBoolean(true);
        Script script = Script.of(HOST, attempt -> goesOn.get() ? null : new Outcome.Completed());
        agent(script);
        submit(submission(2));
        awaitState(0, "running");
        post("/api/hosts/a/drain", new byte[0]);
        assertThat(hostA().path("state").asText()).isEqualTo("draining");
        assertThat(hostA().path("running")).hasSize(1);
        goesOn.set(false);
        awaitState(0, "completed");
        assertThat(hostA().path("running")).isEmpty();
        node.close();
        start();
        agent(script);
        await().atMost(BOUND).until(() -> json(get("/api/hosts")).size() == 1);
        assertThat(hostA().path("state").asText()).isEqualTo("draining");
        post(ONE + "/resume", new byte[0]);
        assertThat(states().at("/1/state/state").asText()).isEqualTo("waiting");
        assertThat(script.started()).hasSize(1);
        post("/api/hosts/a/undrain", new byte[0]);
        awaitEnd();
        assertThat(script.started()).hasSize(2);
    }

    private JsonNode hostA() throws Exception {
        return json(get("/api/hosts")).get(0);
    }

    @Test
    void a_host_whose_spool_is_full_gets_nothing_until_it_has_room() throws Exception {
        Script script = Script.completing(HOST);
        script.use().set(new SpoolUse(ByteSize.gib(19), ByteSize.gib(20)));
        agent(script);
        await().atMost(BOUND).until(() -> json(get("/api/hosts")).size() == 1);
        submit(submission(1));
        assertThat(hostA().path("state").asText()).isEqualTo("spool full");
        assertThat(hostA().path("reason").asText()).startsWith("its spool is 95 % full (19.0 GiB of 20.0 GiB): ");
        assertThat(states().at("/0/state/state").asText()).isEqualTo("waiting");
        script.use().set(new SpoolUse(ByteSize.ZERO, ByteSize.gib(20)));
        awaitEnd();
    }

    @Test
    void a_host_is_told_with_all_that_is_known_of_it() throws Exception {
        agent(Script.completing(HOST));
        await().atMost(BOUND).until(() -> json(get("/api/hosts")).size() == 1);
        JsonNode host = hostA();
        assertThat(host.path("host").asText()).isEqualTo("a");
        assertThat(host.path("state").asText()).isEqualTo("ready");
        assertThat(host.get("reason").isNull()).isTrue();
        assertThat(host.path("address").asText()).isEqualTo("this process");
        assertThat(host.path("clockOffsetMs").isIntegralNumber()).isTrue();
        assertThat(host.path("spoolUsed").asText()).isEqualTo("0B");
        assertThat(host.path("spoolLimit").asText()).isEqualTo("20GiB");
        assertThat(host.path("agentVersion").asText()).isEqualTo(AgentFacts.VERSION);
        assertThat(host.path("protocol").asInt()).isEqualTo(AgentFacts.PROTOCOL);
        assertThat(host.fieldNames())
                .toIterable()
                .contains("cores", "numaNodes", "memory", "budget", "accelerator", "driver", "versions", "artefacts")
                .contains("images", "vfioDevices", "labels", "running", "lastContact");
    }

    @Test
    void an_agent_that_is_refused_is_a_host_with_the_reason_and_can_be_drained() throws Exception {
        Behavior<ToAgent> silent = Behaviors.ignore();
        AgentFacts other = new AgentFacts(99, "9.9.9", "one", Instant.now(), Optional.empty());
        var agent = node.spawn(silent, "old");
        node.scheduler().tell(new Inventory(HOST, other, List.of(), List.of(), agent));
        await().atMost(BOUND).until(() -> json(get("/api/hosts")).size() == 1);
        assertThat(hostA().path("state").asText()).isEqualTo("refused");
        assertThat(hostA().path("reason").asText()).contains("protocol 99");
        assertThat(hostA().path("protocol").asInt()).isEqualTo(99);
        assertThat(hostA().get("clockOffsetMs").isNull()).isTrue();
        assertThat(post("/api/hosts/a/drain", new byte[0]).statusCode())
                .as("as deploy upgrade begins")
                .isEqualTo(200);
    }

    @Test
    void a_second_agent_of_a_host_is_told_beside_the_first() throws Exception {
        agent(Script.completing(HOST));
        await().atMost(BOUND).until(() -> json(get("/api/hosts")).size() == 1);
        var agent = node.spawn(Behaviors.<ToAgent>ignore(), "second");
        AgentFacts facts = AgentFacts.now("another", Instant.now());
        node.scheduler().tell(new Inventory(HOST, facts, List.of(), List.of(), agent));
        await().atMost(BOUND).until(() -> json(get("/api/hosts")).size() == 2);
        assertThat(json(get("/api/hosts")).findValuesAsText("state")).containsExactly("ready", "refused");
    }

    @Test
    void a_campaign_for_hosts_with_a_label_waits_for_one() throws Exception {
        agent(Script.completing(HOST));
        ObjectNode body = submission(1);
        body.set("where", Json.mapper().valueToTree(Map.of("host", "a")));
        assertThat(submit(body).statusCode()).isEqualTo(201);
        awaitEnd();
    }

    @Test
    void views_come_as_lines_and_the_last_one_says_that_it_ended() throws Exception {
        submit(submission(2));
        var request =
                HttpRequest.newBuilder(node.http().resolve(ONE + "/views")).build();
        HttpResponse<InputStream> response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        assertThat(response.headers().firstValue("Content-Type")).contains("application/x-ndjson");
        try (var lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            assertThat(Json.mapper().readTree(lines.readLine()).get("ended").asBoolean())
                    .isFalse();
            agent(Script.completing(HOST));
            String last = lines.lines().reduce((before, after) -> after).orElseThrow();
            assertThat(Json.mapper().readTree(last).get("ended").asBoolean()).isTrue();
        }
    }

    @Test
    void a_client_that_does_not_read_or_goes_away_holds_nobody_up() throws Exception {
        submit(submission(3));
        try (Socket slow = new Socket(node.http().getHost(), node.http().getPort())) {
            slow.setReceiveBufferSize(1024);
            slow.getOutputStream()
                    .write(("GET " + ONE + "/views HTTP/1.1\r\nHost: x\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            slow.getInputStream().read();
            agent(Script.completing(HOST));
            awaitEnd();
        }
        assertThat(get("/ready").statusCode()).isEqualTo(200);
    }
}
