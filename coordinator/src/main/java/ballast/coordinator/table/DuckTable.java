package ballast.coordinator.table;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** A new table in DuckDB that is being filled; its rows are there once it is closed. */
public final class DuckTable implements AutoCloseable {
    private final List<Column> columns;
    private final DuckDBAppender appender;

    public DuckTable(DuckDBConnection database, String name, List<Column> columns) throws SQLException {
        this.columns = List.copyOf(columns);
        try (Statement statement = database.createStatement()) {
            statement.execute(columns.stream()
                    .map(column -> "\"" + column.name().replace("\"", "\"\"") + "\" " + type(column.type()))
                    .collect(Collectors.joining(", ", "CREATE TABLE " + name + " (", ")")));
        }
        // one row at a time over JDBC is 15 times slower
        appender = database.createAppender(DuckDBConnection.DEFAULT_SCHEMA, name);
    }

    private static String type(Column.Type type) {
        return switch (type) {
            case TEXT, JSON -> "VARCHAR";
            case WHOLE -> "BIGINT";
            case NUMBER -> "DOUBLE";
        };
    }

    /** Values as {@link TableFile#row} takes them. */
    public void row(Object... values) throws SQLException {
        appender.beginRow();
        for (int i = 0; i < values.length; i++) {
            append(columns.get(i).type(), values[i]);
        }
        appender.endRow();
    }

    private void append(Column.Type type, Object value) throws SQLException {
        if (Column.isMissing(value)) {
            appender.appendNull();
            return;
        }
        switch (type) {
            case TEXT, JSON -> appender.append(value.toString());
            case WHOLE -> appender.append(((Number) value).longValue());
            case NUMBER -> appender.append(((Number) value).doubleValue());
        }
    }

    @Override
    public void close() throws SQLException {
        appender.close();
    }
}
