package ballast.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ballast.agent.system.Leftovers;
import ballast.coordinator.results.ResultStore;
import ballast.model.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How many real VMs fit into a budget that holds one of them at its full size. */
class VmsMaxIT {
    private static final String MATRIX = """
            name: tiny
            benchmark: multivm
            parameters: {workload: write, touch: 64MiB, vms: 2, memory: 256MiB, minimum: 192MiB, initial: 256MiB, cores: 1,
              builds: 1, delay: 4s, kernel-arguments: tuned}
            axes: {mode: [base-manual, base-auto]}
            """;

    private Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createTempDirectory("blst");
    }

    @AfterEach
    void removeFolder() throws IOException {
        Leftovers.end(Program.runRoot(folder));
        Leftovers.delete(folder);
    }

    @Test
    void theAnswerRestsOnARunThatFitsAndOneMoreThatDoesNot() throws Exception {
        Path matrix = folder.resolve("tiny.yaml");
        Files.writeString(matrix, MATRIX);
        try (Program program = Program.start(
                folder,
                "run",
                matrix.toString(),
                "--vms",
                "max",
                "--mode",
                "base-auto",
                "--budget",
                "640MiB",
                "--output",
                "json")) {
            assertThat(program.exitCode()).as(program.err()).isZero();

            JsonNode json = Json.mapper().readTree(program.out());
            JsonNode mode = json.path("modes").get(0);
            int answer = mode.path("answer").asInt();
            assertThat(answer)
                    .as("full sizes: 1")
                    .isGreaterThan(mode.path("staticVms").asInt());
            assertThat(mode.path("tries"))
                    .anyMatch(made -> made.path("vms").asInt() == answer
                            && made.path("fits").asBoolean()
                            && made.at("/breaches/count").asInt(-1) == 0
                            && made.path("peakBytes").asLong()
                                    <= json.path("budgetBytes").asLong())
                    .anyMatch(made -> made.path("vms").asInt() == answer + 1
                            && !made.path("fits").asBoolean()
                            && !made.path("why").asText().isEmpty());

            ResultStore store = new ResultStore(Path.of(json.path("store").asText()));
            for (JsonNode made : mode.path("tries")) {
                Path campaign = store.lookUp(made.path("campaign").asText())
                        .orElseThrow()
                        .path();
                assertThat(Json.mapper()
                                .readTree(campaign.resolve(VmsMaxFile.NAME).toFile()))
                        .isEqualTo(json);
            }
            assertThat(VmsMaxFile.unfinished(store, "latest")).isEmpty();
        }
    }
}
