package ballast.coordinator.actor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A single coordinator's journal, a file of SQLite. Holds the connection that keeps its log open; the journal plugin opens its
 * own beside it.
 */
final class Journal implements AutoCloseable {
    private static final String TABLES = "journal.sql";
    private static final String EARLIER = "schedule.mv.db";

    private final Connection connection;

    private Journal(Connection connection) {
        this.connection = connection;
    }

    private static Path folder(Path store) {
        return StoreLock.internal(store).toAbsolutePath().resolve("journal");
    }

    /**
     * The database of a store. A commit is on the disk when it is acknowledged, whatever ends the process or the machine. The
     * path stands in a URI, where some characters mean something.
     */
    static String url(Path store) {
        String path = folder(store).resolve("schedule.sqlite").toUri().getRawPath();
        return "jdbc:sqlite:file:" + path + "?journal_mode=WAL&synchronous=FULL&busy_timeout=10000";
    }

    /**
     * Opens it, with its tables made if there are none.
     *
     * @throws StartException if it cannot be opened
     */
    static Journal open(Path store) throws StartException {
        Path folder = folder(store);
        if (Files.exists(folder.resolve(EARLIER))) {
            throw new StartException(
                    "the journal " + folder.resolve(EARLIER) + " is of an earlier version, which could lose"
                            + " what it had accepted; let that version end its campaigns, then move the file away (results are"
                            + " kept elsewhere)");
        }
        try {
            Files.createDirectories(folder);
            Connection connection = DriverManager.getConnection(url(store));
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate(tables());
            }
            return new Journal(connection);
        } catch (SQLException | IOException e) {
            throw new StartException("the journal in " + folder + " cannot be opened: " + e, e);
        }
    }

    private static String tables() throws IOException {
        try (InputStream in = Journal.class.getResourceAsStream(TABLES)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
