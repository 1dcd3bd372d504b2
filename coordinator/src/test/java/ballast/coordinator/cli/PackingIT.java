package ballast.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ballast.agent.system.Leftovers;
import ballast.coordinator.results.PackingRecord;
import ballast.coordinator.results.ResultStore;
import ballast.model.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The built-in matrix packing, with real VMs: a budget that holds one of them at its full size. */
class PackingIT {
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
    void runsShareABudgetThatIsTooSmallForTheirFullSizeAndStayWithinIt() throws Exception {
        try (Program program = Program.start(folder, "run", "packing", "--profile", "small", "--output", "json")) {
            assertThat(program.exitCode()).as(program.err()).isZero();

            JsonNode json = Json.mapper().readTree(program.out());
            assertThat(json.path("cells"))
                    .hasSize(12)
                    .allMatch(cell -> cell.path("status").asText().equals("completed"));
            JsonNode packing = json.path("packing");
            JsonNode host = packing.path("hosts").elements().next();
            assertThat(host.path("seconds_over_budget").asInt(-1)).isZero();
            assertThat(host.path("peak_bytes").asLong())
                    .isPositive()
                    .isLessThan(host.path("budget_bytes").asLong());
            assertThat(packing.path("makespan_s").asDouble())
                    .as("faster than with full sizes")
                    .isPositive()
                    .isLessThan(packing.path("static_makespan_s").asDouble());

            Path campaign = Path.of(json.path("cells").get(0).path("path").asText())
                    .getParent()
                    .getParent()
                    .getParent();
            PackingRecord plan = ResultStore.plan(campaign).orElseThrow();
            assertThat(plan.plans()).isPositive();
            assertThat(plan.runs()).hasSize(12).allMatch(run -> run.actual().isPresent());
        }
    }
}
