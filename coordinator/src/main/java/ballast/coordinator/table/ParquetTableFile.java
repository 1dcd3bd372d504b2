package ballast.coordinator.table;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.duckdb.DuckDBConnection;

/** Parquet, by DuckDB: a table in memory, copied to the file at the end. */
public final class ParquetTableFile implements TableFile {
    private final Path file;
    private final DuckDBConnection database;
    private final DuckTable table;

    public ParquetTableFile(Path file, List<Column> columns) throws IOException {
        this.file = file;
        try {
            database = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:");
            table = new DuckTable(database, "rows", columns);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    @Override
    public void row(Object... values) throws IOException {
        try {
            table.row(values);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    @Override
    public void close() throws IOException {
        try (database) {
            table.close();
            String path = file.toString().replace("'", "''");
            try (Statement statement = database.createStatement()) {
                statement.execute("COPY rows TO '" + path + "' (FORMAT parquet, COMPRESSION zstd)");
            }
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private IOException failed(SQLException e) {
        return new IOException("cannot write " + file + ": " + e.getMessage(), e);
    }
}
