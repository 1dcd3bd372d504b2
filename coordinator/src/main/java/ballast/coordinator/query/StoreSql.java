package ballast.coordinator.query;

import ballast.coordinator.report.StoredFigures;
import ballast.coordinator.results.IndexedCampaign;
import ballast.coordinator.results.IndexedRun;
import ballast.coordinator.results.ResultStore;
import ballast.coordinator.table.Column;
import ballast.coordinator.table.DuckTable;
import ballast.coordinator.table.TableFile;
import ballast.model.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.duckdb.DuckDBConnection;

/**
 * A store in SQL, by DuckDB in memory: the views {@code runs}, {@code figures} and {@code samples}. Only a single SELECT is taken, and DuckDB reads no
 * file outside the store and writes none. Blocks.
 */
public final class StoreSql implements AutoCloseable {
    private static final List<Column> FIGURES = List.of(
            Column.text("campaign"),
            Column.text("cell"),
            Column.whole("repetition"),
            Column.text("figure"),
            Column.text("variant"),
            Column.number("value"));

    private final ResultStore store;
    private final DuckDBConnection database;

    private StoreSql(ResultStore store, DuckDBConnection database) {
        this.store = store;
        this.database = database;
    }

    public static StoreSql open(ResultStore store) throws IOException {
        try {
            return new StoreSql(store, (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:"));
        } catch (SQLException e) {
            throw new IOException("DuckDB cannot be started: " + e.getMessage(), e);
        }
    }

    /**
     * Answers a question; once.
     *
     * @throws QueryException if it is no single SELECT, or DuckDB refuses it
     */
    public void ask(String sql, List<IndexedCampaign> campaigns, ResultRows.OpenTable open)
            throws QueryException, IOException {
        try {
            requireSelect(sql);
            String words = sql.toLowerCase(Locale.ROOT);
            runs(campaigns);
            // of what is not asked for, nothing is read
            figures(words.contains("figures") ? campaigns : List.of());
            if (words.contains("samples")) {
                execute(SamplesView.create(database, store.root()));
            }
            lock();
            try (Statement statement = database.createStatement();
                    ResultSet rows = statement.executeQuery(sql)) {
                write(rows, open);
            }
        } catch (SQLException e) {
            throw new QueryException(e.getMessage());
        }
    }

    /** DuckDB's own parser says whether it is one, so that no trick of writing it helps: only these can be told as JSON. */
    private void requireSelect(String sql) throws SQLException, QueryException {
        JsonNode told;
        try (PreparedStatement statement =
                database.prepareStatement("SELECT json_serialize_sql(?::VARCHAR)::VARCHAR")) {
            statement.setString(1, sql);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                told = Json.mapper().readTree(rows.getString(1));
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("DuckDB writes JSON", e);
        }
        if (told.path("error").asBoolean()) {
            boolean syntax = told.path("error_type").asText().equals("parser");
            throw new QueryException(
                    syntax
                            ? told.path("error_message").asText()
                            : "got a statement that is no SELECT; results are only read, never changed here");
        }
        if (told.path("statements").size() != 1) {
            throw new QueryException("got " + told.path("statements").size() + " statements, want one SELECT");
        }
    }

    private void runs(List<IndexedCampaign> campaigns) throws SQLException {
        RunField[] fields = RunField.values();
        try (DuckTable table = new DuckTable(
                database,
                "stored_runs",
                Arrays.stream(fields).map(RunField::column).toList())) {
            Object[] row = new Object[fields.length];
            for (IndexedCampaign campaign : campaigns) {
                for (IndexedRun run : campaign.runs()) {
                    for (int i = 0; i < fields.length; i++) {
                        row[i] = fields[i].value(campaign, run);
                    }
                    table.row(row);
                }
            }
        }
        execute("CREATE VIEW runs AS SELECT * REPLACE (started::TIMESTAMP AS started, disturbed::BOOLEAN AS disturbed,"
                + " parameters::JSON AS parameters) FROM stored_runs");
    }

    private void figures(List<IndexedCampaign> campaigns) throws SQLException, IOException {
        try (DuckTable table = new DuckTable(database, "stored_figures", FIGURES)) {
            for (IndexedCampaign campaign : campaigns) {
                for (StoredFigures.Run run : StoredFigures.of(store, campaign).runs()) {
                    figures(table, campaign, run, "corrected", run.corrected());
                    figures(table, campaign, run, "as-published", run.asPublished());
                }
            }
        }
        execute("CREATE VIEW figures AS SELECT * FROM stored_figures");
    }

    private static void figures(
            DuckTable table,
            IndexedCampaign campaign,
            StoredFigures.Run run,
            String variant,
            Map<String, Double> values)
            throws SQLException {
        for (var figure : values.entrySet()) {
            table.row(campaign.id(), run.cell(), run.repetition(), figure.getKey(), variant, figure.getValue());
        }
    }

    /** From here on nothing but the store can be read, and that cannot be changed back. */
    private void lock() throws SQLException {
        execute("SET autoinstall_known_extensions = false");
        execute("SET allowed_directories = ['" + store.root().toString().replace("'", "''") + "/']");
        execute("SET enable_external_access = false");
        execute("SET lock_configuration = true");
    }

    private static void write(ResultSet rows, ResultRows.OpenTable open) throws SQLException, IOException {
        ResultSetMetaData meta = rows.getMetaData();
        List<Column> columns = new ArrayList<>();
        boolean[] isTime = new boolean[meta.getColumnCount()];
        for (int i = 1; i <= meta.getColumnCount(); i++) {
            columns.add(new Column(meta.getColumnLabel(i), type(meta.getColumnType(i))));
            isTime[i - 1] = meta.getColumnType(i) == Types.TIMESTAMP;
        }
        try (TableFile table = open.of(columns)) {
            Object[] row = new Object[columns.size()];
            while (rows.next()) {
                for (int i = 0; i < row.length; i++) {
                    row[i] = isTime[i]
                            ? rows.getObject(i + 1, LocalDateTime.class) // as text that is ISO 8601
                            : value(rows, i + 1, columns.get(i).type());
                }
                table.row(row);
            }
        }
    }

    private static Column.Type type(int jdbc) {
        return switch (jdbc) {
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> Column.Type.WHOLE;
            case Types.REAL, Types.FLOAT, Types.DOUBLE, Types.DECIMAL, Types.NUMERIC -> Column.Type.NUMBER;
            default -> Column.Type.TEXT;
        };
    }

    private static Object value(ResultSet rows, int column, Column.Type type) throws SQLException {
        Object value = switch (type) {
            case WHOLE -> rows.getLong(column);
            case NUMBER -> rows.getDouble(column);
            default -> rows.getString(column);
        };
        return rows.wasNull() ? null : value;
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            database.close();
        } catch (SQLException e) {
            throw new IOException("DuckDB does not end: " + e.getMessage(), e);
        }
    }
}
