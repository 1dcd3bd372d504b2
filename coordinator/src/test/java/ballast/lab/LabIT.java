package ballast.lab;

import static org.assertj.core.api.Assertions.assertThat;

import ballast.coordinator.http.UploadTokens;
import ballast.lab.DeployedLab.Answer;
import ballast.model.AttemptId;
import ballast.model.Json;
import ballast.model.RunId;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A lab as users have it, from the first deployment to the last; each test goes on where the one before ended. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LabIT {
    private static final Duration BOUND = Duration.ofMinutes(3);

    private Path folder;
    private DeployedLab lab;
    private ArgumentsWatch arguments;

    @BeforeAll
    void start(@TempDir Path own) throws IOException {
        folder = own;
        arguments = ArgumentsWatch.start();
        lab = DeployedLab.start(folder, 4);
    }

    @AfterAll
    void stop() {
        if (lab != null) {
            lab.close();
        }
        arguments.close();
    }

    private static Stream<JsonNode> each(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    private static List<String> texts(JsonNode list, String key) {
        return each(list).map(entry -> entry.path(key).asText()).toList();
    }

    @Test
    @Order(1)
    void checkFindsTheHostsFit() throws Exception {
        Answer answer = lab.deploy("check");

        assertThat(answer.exitCode()).as(answer.out() + answer.err()).isZero();
        assertThat(answer.out()).contains("alpha", "beta", "gamma");
        assertThat(lab.host("alpha").install()).isEmptyDirectory();
    }

    @Test
    @Order(2)
    void upMakesAllJoin() throws Exception {
        Answer answer = lab.deploy("up");

        assertThat(answer.exitCode()).as(answer.out() + answer.err()).isZero();
        JsonNode hosts = lab.ballast("hosts", "--output", "json").json();
        assertThat(texts(hosts, "host")).containsExactly("alpha", "beta", "gamma");
        assertThat(texts(hosts, "state")).containsOnly("ready");
        assertThat(texts(hosts, "driver")).containsExactly("qemu", "replay", "replay");
    }

    @Test
    @Order(3)
    void aCampaignRunsOnAllHostsAtOnce() throws Exception {
        Path matrix = Files.writeString(folder.resolve("all.yaml"), """
                name: all
                benchmark: inflate
                repetitions: 9
                parameters: {memory: 512MiB, target: 256MiB, cores: 1, mode: virtio-mem, nofault: true,
                             kernel-arguments: tuned, iterations: 1, delay: 0s}
                """);
        Answer answer = lab.ballast("submit", matrix.toString(), "--watch", "--output", "json");

        assertThat(answer.exitCode()).as(answer.out() + answer.err()).isZero();
        JsonNode runs = lab.ballast("status", "all", "--output", "json").json().path("runs");
        assertThat(runs).hasSize(9);
        Set<String> hosts = new HashSet<>();
        for (JsonNode run : runs) {
            assertThat(run.path("state").path("state").asText())
                    .as(run.toPrettyString())
                    .isEqualTo("completed");
            hosts.add(run.path("state").path("host").asText());
        }
        assertThat(hosts).containsExactlyInAnyOrder("alpha", "beta", "gamma");
    }

    @Test
    @Order(4)
    void labelsChooseTheHosts() throws Exception {
        Answer answer = lab.ballast(
                "submit", folder.resolve("all.yaml").toString(), "--name", "racked", "--where", "rack=b", "--watch");

        assertThat(answer.exitCode()).as(answer.out() + answer.err()).isZero();
        JsonNode runs =
                lab.ballast("status", "racked", "--output", "json").json().path("runs");
        assertThat(each(runs).map(run -> run.path("state").path("host").asText()))
                .containsOnly("beta", "gamma");
        assertThat(lab.ballast("results", "racked").out()).contains("replay");
    }

    @Test
    @Order(5)
    void runsThatNoHostCanTakeWaitAndSayWhy() throws Exception {
        Answer answer =
                lab.ballast("submit", folder.resolve("all.yaml").toString(), "--name", "nowhere", "--where", "rack=z");
        assertThat(answer.exitCode()).as(answer.err()).isZero();

        JsonNode run = lab.ballast("status", "nowhere", "--output", "json")
                .json()
                .path("runs")
                .get(0);
        assertThat(run.path("state").path("state").asText()).isEqualTo("waiting");
        JsonNode id = run.path("run");
        Answer why = lab.ballast(
                "explain", id.path("campaign").asText() + "/" + id.path("cell").asText() + "/rep-1");
        assertThat(why.out()).as(why.err()).contains("rack=z");
        assertThat(lab.ballast("cancel", "nowhere").exitCode()).isZero();
    }

    @Test
    @Order(6)
    void secretsAreInNoArgumentAndNoLog() throws Exception {
        List<String> secrets = secrets();

        assertThat(arguments.with(List.of("ballast.agent.AgentMain"))).hasSizeGreaterThanOrEqualTo(3);
        assertThat(arguments.with(List.of("deploy --inventory"))).isNotEmpty();
        assertThat(arguments.with(List.of("qemu-system"))).isNotEmpty();
        assertThat(arguments.with(secrets)).isEmpty();
        List<Path> texts = new ArrayList<>(
                List.of(folder.resolve("coordinator.out"), lab.store().resolve(".ballast/coordinator.log")));
        for (LabHost host : lab.hosts()) {
            texts.add(host.install().resolve("log/agent.log"));
            texts.add(host.install().resolve("spool/agent.log"));
        }
        try (Stream<Path> files = Files.list(folder)) {
            texts.addAll(files.filter(file -> file.getFileName().toString().matches("(out|err)[0-9]+"))
                    .toList());
        }
        assertThat(texts).hasSizeGreaterThan(10);
        for (Path text : texts) {
            assertThat(Files.readString(text)).as(text.toString()).doesNotContain(secrets);
        }
    }

    /** The clients' token, those of some uploads, and a line of each private key. */
    private List<String> secrets() throws Exception {
        List<String> secrets = new ArrayList<>();
        secrets.add(Files.readString(lab.store().resolve(".ballast/token")).strip());
        UploadTokens uploads = UploadTokens.load(lab.store().resolve(".ballast/secret"));
        JsonNode campaign = lab.ballast("status", "all", "--output", "json").json();
        for (JsonNode run : campaign.path("runs")) {
            RunId id = Json.mapper().treeToValue(run.path("run"), RunId.class);
            secrets.add(uploads.of(new AttemptId(id, 1)));
        }
        assertThat(secrets).hasSize(10).allMatch(secret -> secret.length() > 20);
        for (String key : List.of("login", "certs/ca-key.pem", "certs/coordinator-key.pem", "certs/alpha-key.pem")) {
            List<String> lines = Files.readAllLines(folder.resolve(key));
            assertThat(lines.get(0)).contains("PRIVATE KEY");
            secrets.add(lines.get(lines.size() / 2));
        }
        return secrets;
    }

    @Test
    @Order(7)
    void upgradeExchangesOneAfterTheOther() throws Exception {
        String inventory = Files.readString(folder.resolve("lab.yaml"));
        Files.writeString(folder.resolve("lab.yaml"), inventory.replace("rack: b", "rack: c"));

        Answer answer = lab.deploy("upgrade", "beta", "gamma");

        assertThat(answer.exitCode()).as(answer.out() + answer.err()).isZero();
        JsonNode hosts = lab.ballast("hosts", "--output", "json").json();
        assertThat(texts(hosts, "state")).containsOnly("ready");
        assertThat(each(hosts).map(host -> host.path("labels").path("rack").asText()))
                .containsExactly("a", "c", "c");
    }

    @Test
    @Order(8)
    void anUpgradeWhoseAgentDoesNotJoinIsTakenBack() throws Exception {
        String inventory = Files.readString(folder.resolve("lab.yaml"));
        Files.writeString(folder.resolve("lab.yaml"), inventory.replace("budget: 2GiB", "budget: 1000TiB"));

        Answer answer = lab.deploy("upgrade", "alpha", "beta");

        Files.writeString(folder.resolve("lab.yaml"), inventory);
        assertThat(answer.exitCode()).as(answer.out() + answer.err()).isEqualTo(1);
        assertThat(answer.out())
                .contains("| alpha | FAILED |", "the agent ended by itself; rolled back to release")
                .contains("which joined");
        JsonNode hosts = lab.ballast("hosts", "--output", "json").json();
        assertThat(texts(hosts, "state")).containsOnly("ready");
        assertThat(texts(hosts, "budget")).hasSize(3);
    }

    @Test
    @Order(9)
    void theCoordinatorMayBeKilledAndTheCampaignGoesOn() throws Exception {
        Answer submitted = lab.ballast(
                "submit", folder.resolve("all.yaml").toString(), "--name", "survives", "--where", "driver=replay");
        assertThat(submitted.exitCode()).as(submitted.err()).isZero();
        lab.coordinator().kill();
        lab.coordinator().start();
        lab.coordinator().awaitSaid("coordinator: ready");

        Answer watched = lab.ballast("watch", "survives");

        assertThat(watched.exitCode()).as(watched.out() + watched.err()).isZero();
    }

    @Test
    @Order(10)
    void aRebootedHostIsUsedAgain() throws Exception {
        lab.host("beta").reboot();
        Awaitility.await().atMost(BOUND).untilAsserted(() -> {
            JsonNode hosts = lab.ballast("hosts", "--output", "json").json();
            assertThat(texts(hosts, "state")).containsExactly("ready", "silent", "ready");
        });

        Answer answer = lab.deploy("up", "beta");

        assertThat(answer.exitCode()).as(answer.out() + answer.err()).isZero();
        assertThat(texts(lab.ballast("hosts", "--output", "json").json(), "state"))
                .containsOnly("ready");
    }

    @Test
    @Order(11)
    void downLeavesNothing() throws Exception {
        assertThat(lab.deploy("logs", "alpha").out()).contains("joined");
        Answer answer = lab.deploy("down");

        assertThat(answer.exitCode()).as(answer.out() + answer.err()).isZero();
        for (LabHost host : lab.hosts()) {
            assertThat(host.agents()).isEmpty();
            assertThat(host.vms()).isEmpty();
        }
    }
}
