package ballast.coordinator.cli;

import java.time.Instant;
import java.time.InstantSource;

/** Stands still until it is told otherwise. */
final class SettableClock implements InstantSource {
    private Instant now = ProgressExample.START;

    void setSecond(double second) {
        now = ProgressExample.START.plusMillis(Math.round(second * 1000));
    }

    @Override
    public Instant instant() {
        return now;
    }
}
