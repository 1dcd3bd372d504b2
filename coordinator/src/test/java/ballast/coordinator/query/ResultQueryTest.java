package ballast.coordinator.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ballast.coordinator.exchange.OwnResults;
import ballast.coordinator.results.IndexedCampaign;
import ballast.coordinator.results.ResultStore;
import ballast.coordinator.stats.Variant;
import ballast.coordinator.table.TableFile;
import ballast.model.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultQueryTest {
    @TempDir
    static Path folder;

    private static ResultStore store;
    private static List<IndexedCampaign> campaigns;

    @BeforeAll
    static void store() throws Exception {
        OwnResults.in(folder);
        store = new ResultStore(folder);
        campaigns = store.index().all().campaigns();
    }

    private static ResultRows ask(List<String> where, String... figures) throws Exception {
        return ResultQuery.of(Where.parse(where), List.of(figures), Variant.CORRECTED)
                .ask(store, campaigns);
    }

    private static byte[] written(TableFormat format, ResultRows rows) throws Exception {
        var out = new ByteArrayOutputStream();
        try (TableFile table = format.open(out, rows.columns())) {
            rows.write(table);
        }
        return out.toByteArray();
    }

    @Test
    void runsByTheirPropertiesAndParameters() throws Exception {
        assertThat(ask(List.of()).rows()).hasSize(8);
        assertThat(ask(List.of("benchmark=compiling")).rows()).hasSize(2);
        assertThat(ask(List.of("benchmark=compiling", "repetition=2")).rows()).hasSize(1);
        assertThat(ask(List.of("status=failed")).rows()).hasSize(1);
        assertThat(ask(List.of("mode=base-auto", "mode=llfree-manual")).rows())
                .as("one of both")
                .hasSize(5);
        assertThat(ask(List.of("nofault=true")).rows()).as("a parameter").hasSize(1);
        assertThat(ask(List.of("mode=huge-auto")).rows()).isEmpty();
    }

    @Test
    void allThatIsWrongIsToldAtOnce() {
        assertThatThrownBy(() -> Where.parse(List.of("mode", "=x", "a=b")))
                .isInstanceOf(QueryException.class)
                .hasMessageContaining("got 'mode'")
                .hasMessageContaining("got '=x'");
        assertThatThrownBy(() -> ask(List.of("mood=x", "repetitoin=1")))
                .isInstanceOf(QueryException.class)
                .hasMessageContaining("'mood'")
                .hasMessageContaining("did you mean 'mode'?")
                .hasMessageContaining("did you mean 'repetition'?");
        assertThatThrownBy(() -> ask(List.of(), "footprnt", "peek"))
                .isInstanceOf(QueryException.class)
                .hasMessageContaining("did you mean 'footprint'?")
                .hasMessageContaining("did you mean 'peak'?");
    }

    @Test
    void figuresAsJson() throws Exception {
        JsonNode rows = Json.mapper()
                .readTree(written(TableFormat.JSON, ask(List.of("benchmark=compiling"), "footprint", "peak")));
        assertThat(rows).hasSize(2);
        // 1 s from 0.5 to 1 GiB; the sample at 61 s comes after the end of the pause, at 60 s
        assertThat(rows.at("/0/footprint_gib_min").asDouble()).isCloseTo(0.75 / 60, within(1e-9));
        assertThat(rows.at("/0/peak_gib").asDouble()).isEqualTo(1.0);
        assertThat(rows.at("/0/parameters/mode").asText()).isEqualTo("base-auto");
        assertThat(rows.at("/0/disturbed").isBoolean()).isTrue();
        assertThat(rows.at("/0/seconds").asDouble()).isEqualTo(100.0);
        assertThat(Path.of(rows.at("/0/path").asText())).exists();
    }

    @Test
    void aFigureThatARunDoesNotHaveIsEmpty() throws Exception {
        String csv = new String(
                written(TableFormat.CSV, ask(List.of("benchmark=ftq", "benchmark=compiling"), "footprint")),
                StandardCharsets.UTF_8);
        List<String> lines = csv.lines().toList();
        assertThat(lines.get(0))
                .startsWith("campaign,name,cell,benchmark,mode,repetition,status")
                .endsWith(",footprint_gib_min");
        assertThat(lines).hasSize(4);
        assertThat(lines.get(3)).contains(",ftq,").endsWith(",");
        assertThat(new String(written(TableFormat.CSV, ask(List.of("mode=huge-auto"))), StandardCharsets.UTF_8).lines())
                .as("the header alone")
                .hasSize(1);
    }

    @Test
    void parquetIsReadByOthers() throws Exception {
        Path file = folder.resolve("answer.parquet");
        Files.write(file, written(TableFormat.PARQUET, ask(List.of(), "all")));
        try (var database = DriverManager.getConnection("jdbc:duckdb:");
                var statement = database.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT count(*), count(peak_gib), max(seconds) FROM '" + file + "'")) {
            rows.next();
            assertThat(rows.getLong(1)).isEqualTo(8);
            assertThat(rows.getLong(2)).isBetween(3L, 7L);
            assertThat(rows.getDouble(3)).isEqualTo(100.0);
        }
    }

    @Test
    void figuresAreKeptAndNotComputedAgain() throws Exception {
        ask(List.of(), "peak");
        Path kept;
        try (var files = Files.list(folder.resolve(".ballast/index"))) {
            kept = files.filter(file -> file.toString().endsWith(".figures.json"))
                    .findFirst()
                    .orElseThrow();
        }
        Files.writeString(kept, Files.readString(kept).replace("\"peak_gib\":1.0", "\"peak_gib\":77.0"));
        assertThat(ask(List.of("benchmark=compiling"), "peak").rows().get(0).figures())
                .containsEntry("peak_gib", 77.0);
        Files.writeString(kept, "damaged");
        assertThat(ask(List.of("benchmark=compiling"), "peak").rows().get(0).figures())
                .containsEntry("peak_gib", 1.0);
    }

    @Test
    void aTableForPeopleHasWhatTellsRunsApart() throws Exception {
        var out = new ByteArrayOutputStream();
        ask(List.of("benchmark=compiling"), "peak").writeShort(columns -> TableFormat.TABLE.open(out, columns));
        String text = out.toString(StandardCharsets.UTF_8);
        assertThat(text)
                .contains("| cell ")
                .contains("peak_gib")
                .contains("completed")
                .doesNotContain("campaign")
                .doesNotContain("host");
    }
}
