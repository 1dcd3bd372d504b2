package ballast.coordinator.metrics;

import java.util.Locale;

/** The states that runs are counted by. */
public enum RunCount {
    WAITING,
    RUNNING,
    COMPLETED,
    FAILED,
    SKIPPED;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
