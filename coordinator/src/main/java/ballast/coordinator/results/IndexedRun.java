package ballast.coordinator.results;

import ballast.model.Accelerator;
import ballast.model.Driver;
import ballast.model.HostId;
import ballast.model.RunId;
import java.time.Instant;
import java.util.Optional;

/**
 * A run as the store's index has it.
 *
 * @param folder of its result below {@code cells/CELL}; most often {@code rep-n}
 * @param end empty unless an attempt ended on a host
 */
public record IndexedRun(RunId run, IndexedCell cell, Status status, String folder, Optional<End> end) {
    /** How it stands, as {@link StoredStatus} has it. */
    public enum Status {
        COMPLETED,
        FAILED,
        SKIPPED,
        WAITING
    }

    /**
     * Of the attempt that counts.
     *
     * @param disturbed whether the host's memory guard has shrunk or paused it
     */
    public record End(
            int attempt,
            HostId host,
            Accelerator accel,
            Driver driver,
            Instant started,
            Instant ended,
            boolean disturbed) {}
}
