package ballast.coordinator.actor;

import ballast.coordinator.schedule.ScheduleEvent;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;

/** What a single coordinator's journal has, read from outside after the coordinator has ended. */
public final class History {
    private History() {}

    /** All events, in the order in which they were written. */
    public static List<ScheduleEvent> of(Path store) throws SQLException {
        ActorSystem system = ActorSystem.create(
                "history",
                ConfigFactory.parseString("pekko.actor.provider = local")
                        .withFallback(ConfigFactory.parseResources("coordinator.conf"))
                        .withFallback(ConfigFactory.defaultReferenceUnresolved())
                        .resolve());
        try (Connection connection = DriverManager.getConnection(Journal.url(store));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT \"event_payload\", \"event_ser_id\","
                        + " \"event_ser_manifest\" FROM \"event_journal\" ORDER BY \"sequence_number\"")) {
            Serialization serialization = SerializationExtension.get(system);
            List<ScheduleEvent> events = new ArrayList<>();
            while (rows.next()) {
                events.add((ScheduleEvent) serialization
                        .deserialize(rows.getBytes(1), rows.getInt(2), rows.getString(3))
                        .get());
            }
            return events;
        } finally {
            system.terminate();
        }
    }
}
