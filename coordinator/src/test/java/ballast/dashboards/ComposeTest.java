package ballast.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** {@code deploy/compose.yaml}: what it brings into Prometheus' and Grafana's containers fits together. */
class ComposeTest {
    private static final Path DEPLOY = Path.of("..", "deploy");
    private static final String PROVISIONING = "/etc/grafana/provisioning";
    private static final YAMLMapper YAML = new YAMLMapper();

    private final JsonNode compose = read("compose.yaml");

    @Test
    void everyImageHasItsVersion() {
        assertThat(compose.path("services"))
                .hasSize(2)
                .allSatisfy(service ->
                        assertThat(service.path("image").asText()).matches("[a-z]+/[a-z]+:v?\\d+\\.\\d+\\.\\d+"));
    }

    @Test
    void whatIsMountedIsThereAndCannotBeWrittenTo() {
        for (String service : List.of("prometheus", "grafana")) {
            mounts(service).forEach((inside, outside) -> {
                if (outside.startsWith(".")) {
                    assertThat(DEPLOY.resolve(outside)).as(service).isDirectory();
                    assertThat(inside).as(service).endsWith(":ro");
                } else {
                    assertThat(compose.path("volumes").has(outside)).as(outside).isTrue();
                }
            });
        }
    }

    @Test
    void bothListenOnLoopbackAlone() {
        assertThat(compose.path("services").path("prometheus").path("command").toString())
                .contains("--web.listen-address=127.0.0.1:9090");
        assertThat(compose.path("services")
                        .path("grafana")
                        .path("environment")
                        .path("GF_SERVER_HTTP_ADDR")
                        .asText())
                .isEqualTo("127.0.0.1");
    }

    @Test
    void prometheusFindsItsConfiguration() {
        Path config =
                DEPLOY.resolve(mounts("prometheus").get("/etc/prometheus:ro")).resolve("prometheus.yml");
        assertThat(compose.path("services").path("prometheus").path("command").toString())
                .contains("--config.file=/etc/prometheus/prometheus.yml");
        assertThat(config).exists();
    }

    @Test
    void grafanaFindsPrometheusAndIsToldHowOftenItScrapes() {
        JsonNode source =
                provisioned("datasources/prometheus.yaml").path("datasources").path(0);
        assertThat(source.path("type").asText()).isEqualTo("prometheus");
        assertThat(source.path("url").asText()).isEqualTo("http://127.0.0.1:9090");
        assertThat(source.path("jsonData").path("timeInterval"))
                .isEqualTo(read("prometheus/prometheus.yml").path("global").path("scrape_interval"));
    }

    @Test
    void grafanaFindsTheDashboardsAndBeginsWithTheLab() {
        String path = provisioned("dashboards/ballast.yaml")
                .path("providers")
                .path(0)
                .path("options")
                .path("path")
                .asText();
        assertThat(DEPLOY.resolve(mounts("grafana").get(path + ":ro")).normalize())
                .isEqualTo(Dashboard.FOLDER);
        String home = compose.path("services")
                .path("grafana")
                .path("environment")
                .path("GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH")
                .asText();
        assertThat(home).isEqualTo(path + "/lab-overview.json");
    }

    @Test
    void composeAcceptsIt() throws IOException, InterruptedException {
        assumeTrue(exitCode("docker", "compose", "version") == 0, "skipped: docker compose is not installed");
        assertThat(exitCode(
                        "docker",
                        "compose",
                        "-f",
                        DEPLOY.resolve("compose.yaml").toString(),
                        "config",
                        "--quiet"))
                .isZero();
    }

    private static int exitCode(String... command) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            return 127;
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    /** Place in the container, with its {@code :ro}, and what is mounted there. */
    private Map<String, String> mounts(String service) {
        Map<String, String> mounts = new LinkedHashMap<>();
        for (JsonNode volume : compose.path("services").path(service).path("volumes")) {
            String[] parts = volume.asText().split(":", 2);
            mounts.put(parts[1], parts[0]);
        }
        return mounts;
    }

    private JsonNode provisioned(String file) {
        return read(mounts("grafana").get(PROVISIONING + ":ro") + "/" + file);
    }

    private static JsonNode read(String file) {
        try {
            return YAML.readTree(Files.readString(DEPLOY.resolve(file)));
        } catch (IOException e) {
            throw new AssertionError(file + " cannot be read", e);
        }
    }
}
