package ballast.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ballast.coordinator.matrix.Hosts;
import ballast.coordinator.matrix.Matrix;
import ballast.coordinator.matrix.MatrixLibrary;
import ballast.coordinator.matrix.MatrixSource;
import ballast.coordinator.results.ResultStore;
import ballast.model.ByteSize;
import ballast.model.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ballast plan} prints on a host with a distribution's QEMU; in the golden files all cells have the same id. */
class PlanTest {
    private static final Matrix SWEEP = Matrix.parse(new MatrixSource("sweep.yaml", """
            name: sweep
            description: too much for a laptop
            benchmark: compiling
            repetitions: 2
            parameters: {memory: 64GiB, minimum: 1GiB, workload: sqlite, delay: 1s}
            include: [{mode: base-auto, memory: 2GiB}, {mode: base-auto}, {mode: llfree-auto}]
            """));

    @TempDir
    private Path folder;

    private StoredResults store() {
        return new StoredResults(new ResultStore(folder));
    }

    @Test
    void text() throws Exception {
        Plan plan = Plan.of(Matrix.parse(MatrixLibrary.builtIn("stream"), "small"), Hosts.laptop(), store());

        assertThat(withoutIds(PlanText.render(plan))).isEqualTo(golden("plan-stream.txt"));
    }

    @Test
    void textOfWhatDoesNotFit() throws Exception {
        assertThat(withoutIds(PlanText.render(Plan.of(SWEEP, Hosts.laptop(), store()))))
                .isEqualTo(golden("plan-sweep.txt"));
    }

    @Test
    void json() throws Exception {
        JsonNode document = Json.mapper().readTree(PlanJson.render(Plan.of(SWEEP, Hosts.laptop(), store())));

        assertThat(document.get("matrix").asText()).isEqualTo("sweep");
        assertThat(document.get("runs").asInt()).isEqualTo(6);
        assertThat(document.get("refusal").asText()).startsWith("sweep needs 1 core and 64.2 GiB in 1 of its 3 cells");
        assertThat(document.findValuesAsText("here")).containsExactly("runs", "does-not-fit", "skipped");
        assertThat(document.at("/cells/0/reason").isNull()).isTrue();
        assertThat(document.at("/cells/1/reason").asText()).isEqualTo("needs 1 core and 64.2 GiB");
        assertThat(document.at("/cells/2/reason").asText()).startsWith("llfree-auto needs ");
        assertThat(document.at("/cells/0/parameters/workload").asText()).isEqualTo("sqlite");
        assertThat(document.at("/cells/0/repetitions").asInt()).isEqualTo(2);
        assertThat(document.at("/cells/0/isolation").asText()).isEqualTo("shared");
        assertThat(document.at("/cells/0/needs/cores").asInt()).isEqualTo(1);
        assertThat(document.at("/cells/0/needs/memory").asLong()).isEqualTo(2208L << 20);
    }

    @Test
    void ofALabEachCellGoesToWhicheverHostCanTakeIt() throws Exception {
        Plan plan = Plan.of(SWEEP, List.of(Hosts.laptop(), Hosts.stock(64, ByteSize.gib(128))), "", store());

        assertThat(PlanText.render(plan)).contains("; on the lab's 2 hosts 4 would be measured, 2 skipped\n");
        JsonNode document = Json.mapper().readTree(PlanJson.render(plan));
        assertThat(document.findValuesAsText("here")).containsExactly("runs", "runs", "skipped");
        assertThat(document.get("refusal").isNull()).isTrue();
    }

    /** A changed id is none of this test's business. */
    private static String withoutIds(String text) {
        return text.replaceAll("\\| [0-9a-f]{12} ", "| 0123456789ab ");
    }

    private static String golden(String name) throws Exception {
        try (InputStream in = PlanTest.class.getResourceAsStream(name)) {
            assertThat(in).as("golden file " + name).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
