package ballast.coordinator.query;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The view {@code samples} over the raw files of all runs: {@code source} is {@code samples} (the process, ten times a second), {@code guest} (with what
 * the guest told) or {@code published} (as the published artefact has it). A question about one campaign or cell reads that one's files alone.
 */
final class SamplesView {
    private static final String NONE = """
            CREATE VIEW samples AS SELECT NULL::VARCHAR AS campaign, NULL::VARCHAR AS cell, NULL::BIGINT AS repetition,
            NULL::BIGINT AS vm, NULL::VARCHAR AS source, NULL::DOUBLE AS time_s, NULL::DOUBLE AS rss_bytes,
            NULL::DOUBLE AS ram_bytes, NULL::DOUBLE AS target_bytes, NULL::DOUBLE AS free_small_pages,
            NULL::DOUBLE AS free_huge_pages, NULL::DOUBLE AS cached_bytes, NULL::DOUBLE AS total_bytes LIMIT 0""";

    /**
     * A raw file.
     *
     * @param columns of it that are told, in SQL
     */
    private record Source(String name, String file, String columns) {}

    private static final String OF_GUEST =
            "NULL::DOUBLE AS ram_bytes, NULL::DOUBLE AS target_bytes, small::DOUBLE AS free_small_pages,"
                    + " huge::DOUBLE AS free_huge_pages, cached::DOUBLE AS cached_bytes, total::DOUBLE AS total_bytes";

    private static final List<Source> SOURCES = List.of(
            new Source(
                    "samples",
                    "samples.csv",
                    "ram::DOUBLE AS ram_bytes, target::DOUBLE AS target_bytes, NULL::DOUBLE AS free_small_pages,"
                            + " NULL::DOUBLE AS free_huge_pages, NULL::DOUBLE AS cached_bytes, NULL::DOUBLE AS total_bytes"),
            new Source("guest", "guest.csv", OF_GUEST),
            new Source("published", "out_0.csv", OF_GUEST));

    private SamplesView() {}

    /** The statement that makes it; a pattern that no file matches would be an error in it. */
    static String create(Connection database, Path store) throws SQLException {
        List<String> parts = new ArrayList<>();
        for (Source source : SOURCES) {
            for (String vm : List.of("", "vm_*/")) {
                String pattern = store + "/*/*/cells/*/rep-*/" + vm + source.file();
                if (isThere(database, pattern)) {
                    parts.add(select(source, pattern));
                }
            }
        }
        return parts.isEmpty() ? NONE : "CREATE VIEW samples AS " + String.join(" UNION ALL ", parts);
    }

    private static boolean isThere(Connection database, String pattern) throws SQLException {
        try (PreparedStatement statement = database.prepareStatement("SELECT 1 FROM glob(?) LIMIT 1")) {
            statement.setString(1, pattern);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    /** {@code latest} is a link to a campaign, and {@code rep-1.attempt-1} an attempt that another has replaced. */
    private static String select(Source source, String pattern) {
        return """
                SELECT regexp_extract(filename, '.*/([^/]+)/cells/', 1) AS campaign,
                regexp_extract(filename, '.*/cells/([^/]+)/', 1) AS cell,
                regexp_extract(filename, '/rep-([0-9]+)/', 1)::BIGINT AS repetition,
                coalesce(nullif(regexp_extract(filename, '/vm_([0-9]+)/', 1), ''), '0')::BIGINT AS vm,
                '%s' AS source, time::DOUBLE AS time_s, rss::DOUBLE AS rss_bytes, %s
                FROM read_csv('%s', header = true, nullstr = ['nan', ''], all_varchar = true, filename = true,
                union_by_name = true)
                WHERE regexp_matches(filename, '/rep-[0-9]+/') AND NOT regexp_matches(filename, '/latest/cells/')
                """.formatted(source.name(), source.columns(), pattern.replace("'", "''"));
    }
}
