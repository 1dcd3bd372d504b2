package ballast.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ballast.coordinator.actor.CoordinatorNode;
import ballast.coordinator.config.CoordinatorSettings;
import ballast.coordinator.metrics.CoordinatorMetrics;
import ballast.coordinator.results.ResultStore;
import ballast.model.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The commands for a lab, against a coordinator without hosts. */
class LabCommandsTest {
    @TempDir
    Path folder;

    @RegisterExtension
    private final Printed printed = new Printed();

    private CoordinatorNode node;

    @BeforeEach
    void start() throws Exception {
        node = CoordinatorNode.start(
                CoordinatorSettings.embedded(folder.resolve("store")),
                new CoordinatorNode.Ports(
                        new StoredResults(new ResultStore(folder.resolve("store"))),
                        new CoordinatorMetrics(),
                        notice -> {}));
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private int ballast(String... arguments) {
        printed.forget();
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.addAll(List.of("--coordinator", node.http().toString()));
        return BallastCommand.execute(all.toArray(String[]::new));
    }

    private int withToken(String... arguments) {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.addAll(
                List.of("--token-file", folder.resolve("store/.ballast/token").toString()));
        return ballast(all.toArray(String[]::new));
    }

    @Test
    void aCampaignFromSubmissionToCancellation() throws Exception {
        assertThat(withToken("submit", "inflate", "--profile", "small", "--name", "mine", "--where", "rack=b"))
                .as(printed.err())
                .isZero();
        String id = printed.out().strip();
        assertThat(ballast("status")).isZero();
        assertThat(printed.out()).contains(id).contains("| mine ").contains("| active ");
        assertThat(ballast("status", "latest")).isZero();
        assertThat(printed.out()).startsWith("mine " + id + "\n").contains(" 0 running, ");
        String run = printed.out()
                .lines()
                .filter(line -> line.startsWith("| " + id))
                .findFirst()
                .orElseThrow()
                .split(" ")[1];
        assertThat(ballast("explain", run)).isZero();
        assertThat(printed.out()).isEqualTo("it waits: no host is connected\n");
        assertThat(withToken("cancel", "mine")).isZero();
        assertThat(printed.out()).matches(id + ": \\d+ runs cancelled\n");
        Path report = folder.resolve("store/mine/" + id + "/report.html");
        await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(report));
        assertThat(report)
                .as("it comes after all that was skipped is in the store")
                .content()
                .contains("cancelled by the user")
                .doesNotContain("<td>not run</td>");
        Files.delete(report);
        node.close();
        start();
        await("a coordinator that ended before it had written the report")
                .atMost(Duration.ofSeconds(30))
                .until(() -> Files.exists(report));
        assertThat(ballast("status", "nothing")).isEqualTo(2);
        assertThat(printed.err()).isEqualTo("ballast: no campaign 'nothing' is known; see: ballast status\n");
        assertThat(ballast("watch", id)).isZero();
        assertThat(printed.out()).isEmpty();
        assertThat(ballast("watch", id, "--output", "json")).isZero();
        JsonNode last = Json.mapper()
                .readTree(
                        printed.out().lines().reduce((earlier, later) -> later).orElseThrow());
        assertThat(last.get("id").asText()).isEqualTo(id);
        assertThat(last.get("ended").asBoolean()).isTrue();
        assertThat(withToken("retry", id, "--failed")).isZero();
        assertThat(printed.out()).isEqualTo(id + ": 0 runs to be tried again\n");
        assertThat(ballast("results", id)).isZero();
        assertThat(printed.out()).startsWith("mine " + id + "\n");
        assertThat(ballast("results", id, "--output", "json")).isZero();
        assertThat(Json.mapper().readTree(printed.out()).get("campaign").asText())
                .isEqualTo(id);
    }

    @Test
    void aLabWithoutHosts() {
        assertThat(ballast("hosts")).isZero();
        assertThat(printed.out()).isEqualTo("no hosts; let one join with: ballast agent --config agent.yaml\n");
        assertThat(ballast("plan", "inflate", "--profile", "small")).isEqualTo(2);
        assertThat(printed.err()).contains("the lab has no hosts yet");
        assertThat(ballast("status")).isZero();
        assertThat(printed.out()).isEqualTo("no campaigns; hand one in with: ballast submit MATRIX\n");
    }

    @Test
    void withoutATokenTheErrorSaysWhereItIs() {
        assertThat(ballast("cancel", "latest")).isEqualTo(2);
        assertThat(printed.err())
                .isEqualTo("ballast: a token is missing: show the one in STORE/.ballast/token of the coordinator by"
                        + " --token-file or BALLAST_TOKEN_FILE\n");
        assertThat(ballast("status", "nothing")).isEqualTo(2);
        assertThat(printed.err())
                .isEqualTo("ballast: no campaign 'nothing': the lab has none yet;"
                        + " hand one in with: ballast submit MATRIX\n");
    }

    @Test
    void whatOnlyReadsNeedsNoToken() {
        String nowhere = folder.resolve("nowhere").toString();
        assertThat(ballast("status", "--token-file", nowhere)).as(printed.err()).isZero();
        assertThat(ballast("cancel", "latest", "--token-file", nowhere)).isEqualTo(2);
        assertThat(printed.err()).startsWith("ballast: the token in " + nowhere + " cannot be read: ");
    }

    @Test
    void whereIsCheckedBeforeAnythingIsAsked() {
        assertThat(withToken("submit", "inflate", "--profile", "small", "--where", "rack=a,rack=b,gen"))
                .isEqualTo(2);
        assertThat(printed.err()).isEqualTo("""
                ballast: --where: got rack=a and rack=b, want one value of each name
                ballast: --where: got 'gen', want NAME=VALUE
                """);
        assertThat(ballast("status")).isZero();
        assertThat(printed.out()).startsWith("no campaigns");
    }

    @Test
    void aHostThatIsNotThere() {
        assertThat(ballast("hosts", "alpha")).isEqualTo(2);
        assertThat(printed.err()).isEqualTo("ballast: no host 'alpha' is known; see: ballast hosts\n");
    }

    @Test
    void noCoordinator() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        String dead = "http://127.0.0.1:" + port;
        assertThat(BallastCommand.execute("hosts", "--coordinator", dead)).isEqualTo(3);
        assertThat(printed.err())
                .startsWith("ballast: no coordinator reached at " + dead + ": ")
                .endsWith("; is it running? start it with: ballast coordinator\n");
        assertThat(BallastCommand.execute("hosts", "--coordinator", dead + "," + node.http()))
                .isZero();
        assertThat(BallastCommand.execute("hosts", "--coordinator", "nonsense")).isEqualTo(2);
    }
}
