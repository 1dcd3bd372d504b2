package ballast.coordinator.actor;

import ballast.coordinator.config.Profile.HighlyAvailable;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** The journal of several coordinator nodes, in a PostgreSQL database. Its primary key refuses the writes of a replaced coordinator. */
final class SharedJournal {
    private static final String SCHEMA = "/schema/postgres/postgres-create-schema.sql";
    /** Any number, the same in all nodes: one of them makes the tables. */
    private static final long TABLES_LOCK = 0x62616c6c617374L;

    private SharedJournal() {}

    static Config config(HighlyAvailable shared) throws StartException {
        String db = "jdbc-journal.slick.db.";
        return ConfigFactory.parseMap(Map.of(
                "jdbc-journal.slick.profile",
                "slick.jdbc.PostgresProfile$",
                db + "driver",
                "org.postgresql.Driver",
                db + "connectionPool",
                "HikariCP",
                db + "url",
                shared.url(),
                db + "user",
                shared.user(),
                db + "password",
                password(shared)));
    }

    /**
     * Makes the tables if there are none. Blocks.
     *
     * @throws StartException if the database cannot be reached or does not let us
     */
    static void prepare(HighlyAvailable shared) throws StartException {
        try (Connection connection = DriverManager.getConnection(shared.url(), shared.user(), password(shared));
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SELECT pg_advisory_xact_lock(" + TABLES_LOCK + ")");
            try (var tables = connection.getMetaData().getTables(null, "public", "event_journal", null)) {
                if (!tables.next()) {
                    statement.execute(schema());
                }
            }
            connection.commit();
        } catch (SQLException | IOException e) {
            throw new StartException.Passing(
                    "the journal's database " + shared.url() + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static String password(HighlyAvailable shared) throws StartException {
        try {
            return Files.readString(shared.passwordFile()).strip();
        } catch (IOException e) {
            throw new StartException(
                    "the database's password in " + shared.passwordFile() + " cannot be read: " + e, e);
        }
    }

    /** As the journal plugin brings it, but in one transaction, which PostgreSQL refuses to indices that are made beside writers. */
    private static String schema() throws IOException {
        try (InputStream in = SharedJournal.class.getResourceAsStream(SCHEMA)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace(" CONCURRENTLY", "");
        }
    }
}
