package ballast.coordinator.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import ballast.coordinator.results.StoredCampaign;
import ballast.coordinator.results.StoredRun;
import ballast.coordinator.results.StoredStatus;
import ballast.model.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableExportTest {
    private static final long SAMPLES = 2 + 1 + 2 * 3 + 2 * 3;
    private static final long ITERATIONS = 2 + 2 + 2 + 2 * 2 + 6;
    private static final long PHASES = 2;

    @TempDir
    Path folder;

    private StoredCampaign campaign;
    private Path out;

    @BeforeEach
    void measure() throws Exception {
        campaign = OwnResults.in(folder.resolve("store"));
        out = folder.resolve("tables");
    }

    @Test
    void csvHasARowForEachMeasurement() throws Exception {
        TableExport.Exported exported = TableExport.run(campaign, TableExport.Format.CSV, out);
        assertThat(exported.rows().values()).containsExactly(SAMPLES, ITERATIONS, PHASES);
        assertThat(exported.problems()).isEmpty();
        assertThat(exported.leftOut()).hasSize(1);

        List<String> samples = Files.readAllLines(out.resolve("samples.csv"));
        assertThat(samples).hasSize((int) SAMPLES + 1);
        assertThat(samples.get(0))
                .isEqualTo(
                        "campaign,cell,benchmark,mode,repetition,accel,parameters,vm,source,time_s,rss_bytes,"
                                + "ram_bytes,target_bytes,free_small_pages,free_huge_pages,cached_bytes,total_bytes,free_bytes");
        assertThat(samples.get(1)).endsWith(",0,samples,0.1,1073741824,1000000000,1073741824,,,,,");
        assertThat(samples.get(2)).endsWith(",0,samples,0.2,,,1073741824,,,,,");
        assertThat(samples.get(3)).endsWith(",0,guest,1.0,1073741824,,,1000,1,4096,1073741824,4096000");
        assertThat(samples.get(1)).contains("\"{\"\"mode\"\":\"\"base-manual\"\",");
    }

    @Test
    void aRunThatTheGuardHasTouchedIsLeftOutUnlessAskedFor() throws Exception {
        StoredRun touched = campaign.runs().stream()
                .filter(run -> run.status() instanceof StoredStatus.Completed)
                .findFirst()
                .orElseThrow();
        Path meta = touched.path().resolve("meta.json");
        ObjectNode json = Files.exists(meta)
                ? (ObjectNode) Json.mapper().readTree(meta.toFile())
                : Json.mapper().createObjectNode();
        json.putObject("guard").putArray("marks").add("held").add("paused");
        Files.writeString(meta, json.toString());

        TableExport.Exported without = TableExport.run(campaign, TableExport.Format.CSV, out);
        assertThat(without.leftOut()).hasSize(2);
        assertThat(without.leftOut().get(Exportable.name(touched)))
                .startsWith("disturbed: ")
                .endsWith("--include-disturbed takes it, too");
        TableExport.Exported with = TableExport.run(campaign, TableExport.Format.CSV, folder.resolve("all"), true);
        assertThat(with.leftOut()).hasSize(1);
        assertThat(with.rows().get("samples")).isEqualTo(SAMPLES);
        assertThat(without.rows().get("samples")).isLessThan(SAMPLES);

        assertThat(HyperallocExport.run(campaign, folder.resolve("published")).leftOut())
                .containsKey(Exportable.name(touched));
        assertThat(HyperallocExport.run(campaign, folder.resolve("published-all"), true)
                        .leftOut())
                .doesNotContainKey(Exportable.name(touched));
    }

    @Test
    void parquetHoldsTheSame() throws Exception {
        TableExport.Exported exported = TableExport.run(campaign, TableExport.Format.PARQUET, out);
        assertThat(exported.rows().values()).containsExactly(SAMPLES, ITERATIONS, PHASES);
        assertThat(read("SELECT count(*), count(rss_bytes), max(rss_bytes) FROM 'samples'"))
                .containsExactly(SAMPLES + "|" + (SAMPLES - 1) + "|1073741824");
        assertThat(
                        read(
                                "SELECT thread, iteration, work, time_ticks FROM 'iterations' WHERE what = 'ftq' ORDER BY 1, 2"))
                .containsExactly("0|1|1|5", "0|2|2|6", "0|3|3|7", "1|1|10|5", "1|2|20|6", "1|3|30|8");
        assertThat(read("SELECT shrink_ns, touch_ns FROM 'iterations' WHERE what = 'inflate' ORDER BY iteration"))
                .containsExactly("1000000000|null", "2000000000|null");
        assertThat(
                        read(
                                "SELECT benchmark, vm, start_s, end_s, clean_s FROM 'iterations' WHERE what = 'build' ORDER BY 1, 2"))
                .containsExactly(
                        "compiling|0|0.0|30.0|null",
                        "compiling|0|0.0|30.0|null",
                        "multivm|0|0.5|30.0|31.0",
                        "multivm|1|0.5|30.0|31.0");
        assertThat(
                        read(
                                "SELECT phase, start_s, end_s, json_extract_string(parameters, '$.mode') FROM 'phases' ORDER BY 2"))
                .containsExactly("boot|0.0|2.5|base-manual", "shrink|2.5|3.5|base-manual");
    }

    private List<String> read(String sql) throws SQLException {
        String query = sql.replaceFirst("FROM '(\\w+)'", "FROM '" + out + "/$1.parquet'");
        List<String> rows = new ArrayList<>();
        try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = database.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.add(String.valueOf(result.getObject(i)));
                }
                rows.add(String.join("|", row));
            }
        }
        return rows;
    }
}
