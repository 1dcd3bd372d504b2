package ballast.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ballast.coordinator.results.ResultStore;
import ballast.coordinator.results.StoredStatus;
import ballast.model.Driver;
import ballast.model.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class SimulateCommandTest {
    private static final int RUNS = 256;
    private static final long GIB = 1L << 30;

    @TempDir
    private Path folder;

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void plays_hundreds_of_runs_on_32_hosts_and_marks_all_as_simulated() throws IOException {
        int code = BallastCommand.execute(
                "simulate",
                matrix().toString(),
                "--hosts",
                "32x48GiB",
                "--cores",
                "16",
                "--traces",
                traces().toString(),
                "--store",
                folder.resolve("store").toString());

        assertThat(code).isEqualTo(ExitCode.OK);
        Path root = onlyFolder(folder.resolve("store/.simulated"));
        JsonNode report = Json.mapper().readTree(root.resolve("simulation.json").toFile());
        assertThat(report.path("simulated").asBoolean()).isTrue();
        assertThat(report.path("completed").asInt()).isEqualTo(RUNS);
        assertThat(report.path("hosts")).hasSize(32);
        // two of 16 GiB and what QEMU needs fit beside each other, each of which occupies 10 GiB at most
        assertThat(report.path("peak_bytes").asLong()).isBetween(10 * GIB, 20 * GIB);
        assertThat(report.path("over_budget_s").asInt()).isZero();
        // four rounds of 200 s: what the program itself takes does not count
        assertThat(report.path("makespan_s").asDouble()).isCloseTo(800, within(0.01));
        ResultStore simulated = new ResultStore(root);
        var campaign = simulated.lookUp("latest").orElseThrow();
        assertThat(campaign.runs())
                .hasSize(RUNS)
                .allSatisfy(run -> assertThat(((StoredStatus.Completed) run.status()).driver())
                        .isEqualTo(Driver.REPLAY));
        assertThat(new ResultStore(folder.resolve("store")).campaigns()).isEmpty();
    }

    @Test
    void refuses_hosts_that_cannot_be_read() throws IOException {
        assertThat(BallastCommand.execute("simulate", matrix().toString(), "--hosts", "many"))
                .isEqualTo(ExitCode.BAD_INPUT);
    }

    private Path matrix() throws IOException {
        return Files.write(
                folder.resolve("m.yaml"),
                List.of(
                        "name: simulated-multivm",
                        "description: single VMs",
                        "benchmark: multivm",
                        "isolation: shared",
                        "repetitions: " + RUNS,
                        "axes:",
                        "  mode: [base-auto]",
                        "parameters: {workload: write, touch: 8GiB, vms: 1, memory: 16GiB, minimum: 2GiB, cores: 8,"
                                + " builds: 1, delay: 30s, simultaneous: false}"));
    }

    private Path traces() throws IOException {
        Path traces = Files.createDirectories(folder.resolve("traces"));
        Files.write(
                traces.resolve("multivm.csv"),
                List.of("time,rss", "0," + GIB, "50," + 10 * GIB, "100," + 2 * GIB, "200," + GIB));
        return traces;
    }

    private static Path onlyFolder(Path parent) throws IOException {
        try (Stream<Path> all = Files.list(parent)) {
            return all.findFirst().orElseThrow();
        }
    }
}
