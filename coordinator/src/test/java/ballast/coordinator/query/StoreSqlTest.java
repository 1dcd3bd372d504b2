package ballast.coordinator.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ballast.coordinator.exchange.OwnResults;
import ballast.coordinator.results.ResultStore;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreSqlTest {
    @TempDir
    static Path folder;

    private static ResultStore store;

    @BeforeAll
    static void store() throws Exception {
        OwnResults.in(folder.resolve("store"));
        store = new ResultStore(folder.resolve("store"));
        Files.writeString(folder.resolve("secret.csv"), "a,b\n1,2\n");
    }

    private static List<String> ask(String sql) throws Exception {
        var out = new ByteArrayOutputStream();
        try (StoreSql database = StoreSql.open(store)) {
            database.ask(sql, store.index().all().campaigns(), columns -> TableFormat.CSV.open(out, columns));
        }
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void runs() throws Exception {
        assertThat(ask("SELECT status, count(*) AS n FROM runs GROUP BY status ORDER BY n"))
                .containsExactly("status,n", "failed,1", "completed,7");
        assertThat(
                        ask(
                                "SELECT parameters->>'nofault' AS f, started FROM runs WHERE benchmark = 'inflate' AND NOT disturbed ORDER BY 1"))
                .containsExactly("f,started", "false,2026-11-23T19:01:03", "true,2026-11-23T19:01:03");
        assertThat(ask("WITH x AS (SELECT 1 AS one) SELECT one FROM x")).containsExactly("one", "1");
        assertThat(ask("DESCRIBE runs")).anyMatch(line -> line.startsWith("parameters,JSON"));
    }

    @Test
    void figures() throws Exception {
        assertThat(
                        ask(
                                "SELECT mode, median(value) AS peak FROM runs JOIN figures USING (campaign, cell, repetition)"
                                        + " WHERE figure = 'peak_gib' AND variant = 'corrected' AND benchmark = 'compiling' GROUP BY mode"))
                .containsExactly("mode,peak", "base-auto,1.0");
    }

    @Test
    void samples() throws Exception {
        assertThat(ask("SELECT source, count(*) AS n, count(rss_bytes) AS known, max(vm) AS vm FROM samples"
                        + " GROUP BY source ORDER BY source"))
                .as("latest is a link to the same campaign; nan is no value")
                .containsExactly("source,n,known,vm", "guest,1,1,0", "published,12,12,1", "samples,2,1,0");
        assertThat(ask("SELECT count(free_huge_pages) AS n FROM samples JOIN runs USING (campaign, cell, repetition)"
                        + " WHERE benchmark = 'compiling' AND source = 'published' AND repetition = 2"))
                .containsExactly("n", "2");
    }

    @Test
    void aStoreWithoutSamples() throws Exception {
        var empty = new ResultStore(folder.resolve("empty"));
        var out = new ByteArrayOutputStream();
        try (StoreSql database = StoreSql.open(empty)) {
            database.ask("SELECT count(*) AS n FROM samples", List.of(), columns -> TableFormat.CSV.open(out, columns));
        }
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("n\n0\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE x (a INT)",
                "INSERT INTO stored_runs SELECT * FROM stored_runs",
                "DELETE FROM stored_runs",
                "COPY runs TO 'STORE/x.csv'",
                "COPY (SELECT 1) TO 'STORE/x.csv'",
                "EXPORT DATABASE 'STORE/x'",
                "ATTACH 'STORE/x.db'",
                "SET enable_external_access = true",
                "PRAGMA database_list",
                "INSTALL httpfs",
                "LOAD httpfs",
                "CALL pragma_version()",
                "SELECT 1; SELECT 2",
                "SELECT 1; COPY (SELECT 1) TO 'STORE/x.csv'",
                "EXPLAIN ANALYZE COPY (SELECT 1) TO 'STORE/x.csv'",
                "WITH x AS (SELECT 1) INSERT INTO stored_runs SELECT * FROM stored_runs",
                "SELEKT 1",
                ""
            })
    void nothingButOneSelect(String sql) throws Exception {
        List<String> before = files();
        assertThatThrownBy(() -> ask(sql.replace("STORE", store.root().toString())))
                .isInstanceOf(QueryException.class)
                .hasMessageMatching("(?s).*(SELECT|yntax|statements).*");
        assertThat(files()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM 'ROOT/secret.csv'",
                "SELECT * FROM read_csv('ROOT/secret.csv')",
                "SELECT * FROM read_text('ROOT/store/../secret.csv')",
                "SELECT * FROM read_blob('/etc/hostname')",
                "SELECT * FROM glob('ROOT/*')",
                "SELECT * FROM read_text('http://127.0.0.1:9/x')",
                "SELECT * FROM query('SELECT * FROM read_text(''ROOT/secret.csv'')')"
            })
    void noFileOutsideTheStore(String sql) {
        assertThatThrownBy(() -> ask(sql.replace("ROOT", folder.toString()))).isInstanceOf(QueryException.class);
    }

    @Test
    void aFileOfTheStoreMayBeRead() throws Exception {
        assertThat(ask("SELECT count(*) AS n FROM glob('" + store.root() + "/own/latest/campaign.json')"))
                .containsExactly("n", "1");
    }

    private static List<String> files() throws Exception {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.map(Path::toString)
                    .filter(path -> !path.contains(".ballast"))
                    .sorted()
                    .toList();
        }
    }
}
