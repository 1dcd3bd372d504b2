package ballast.coordinator.actor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The embedded journal's database, a file of H2. Holds the connection that keeps it open; the journal plugin opens its own
 * beside it.
 */
final class Journal implements AutoCloseable {
    private static final String SCHEMA = "/schema/h2/h2-create-schema.sql";

    private final Connection connection;

    private Journal(Connection connection) {
        this.connection = connection;
    }

    /**
     * The database of a store. WRITE_DELAY=0: H2 would otherwise keep what was committed in memory for half a second, and a
     * kill -9 would take it along after it was acknowledged. The program closes it, not a hook that runs beside the last writes.
     */
    static String url(Path store) {
        Path file =
                StoreLock.internal(store).toAbsolutePath().resolve("journal").resolve("schedule");
        return "jdbc:h2:file:" + file.toString().replace(";", "\\;") + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";
    }

    /**
     * Opens it, with its tables made if there are none.
     *
     * @throws StartException if it cannot be opened
     */
    static Journal open(Path store) throws StartException {
        try {
            Connection connection = DriverManager.getConnection(url(store));
            createTables(connection);
            return new Journal(connection);
        } catch (SQLException | IOException e) {
            throw new StartException("the journal in " + StoreLock.internal(store) + " cannot be opened: " + e, e);
        }
    }

    private static void createTables(Connection connection) throws SQLException, IOException {
        try (var tables = connection.getMetaData().getTables(null, "PUBLIC", "event_journal", null);
                Statement statement = connection.createStatement()) {
            if (!tables.next()) {
                statement.execute(schema());
            }
        }
    }

    /** As the journal plugin brings it. */
    private static String schema() throws IOException {
        try (InputStream in = Journal.class.getResourceAsStream(SCHEMA)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
