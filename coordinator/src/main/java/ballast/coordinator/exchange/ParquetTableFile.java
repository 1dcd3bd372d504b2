package ballast.coordinator.exchange;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** Parquet, by DuckDB: a table in memory, copied to the file at the end. */
final class ParquetTableFile implements TableFile {
    private final Path file;
    private final List<TableKind.Column> columns;
    private final DuckDBConnection database;
    private final DuckDBAppender appender;

    ParquetTableFile(Path file, TableKind kind) throws IOException {
        this.file = file;
        this.columns = kind.columns();
        try {
            database = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:");
            execute(columns.stream()
                    .map(column -> "\"" + column.name() + "\" " + type(column.type()))
                    .collect(Collectors.joining(", ", "CREATE TABLE rows (", ")")));
            // one row at a time over JDBC is 15 times slower
            appender = database.createAppender(DuckDBConnection.DEFAULT_SCHEMA, "rows");
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static String type(TableKind.Type type) {
        return switch (type) {
            case TEXT -> "VARCHAR";
            case WHOLE -> "BIGINT";
            case NUMBER -> "DOUBLE";
        };
    }

    @Override
    public void row(Object... values) throws IOException {
        try {
            appender.beginRow();
            for (int i = 0; i < values.length; i++) {
                append(columns.get(i).type(), values[i]);
            }
            appender.endRow();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private void append(TableKind.Type type, Object value) throws SQLException {
        if (value == null || (value instanceof Double number && number.isNaN())) {
            appender.appendNull();
            return;
        }
        switch (type) {
            case TEXT -> appender.append(value.toString());
            case WHOLE -> appender.append(((Number) value).longValue());
            case NUMBER -> appender.append(((Number) value).doubleValue());
        }
    }

    @Override
    public void close() throws IOException {
        try (database) {
            appender.close();
            String path = file.toString().replace("'", "''");
            execute("COPY rows TO '" + path + "' (FORMAT parquet, COMPRESSION zstd)");
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute(sql);
        }
    }

    private IOException failed(SQLException e) {
        return new IOException("cannot write " + file + ": " + e.getMessage(), e);
    }
}
