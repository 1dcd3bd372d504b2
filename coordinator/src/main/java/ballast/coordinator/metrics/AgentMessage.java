package ballast.coordinator.metrics;

import java.util.Locale;

/** What agents say, as it is counted. */
public enum AgentMessage {
    INVENTORY,
    PROGRESS,
    ENDED;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
