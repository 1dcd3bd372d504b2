package ballast.coordinator.schedule;

import ballast.model.AttemptId;
import ballast.model.Failure;
import ballast.model.HostId;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;

/** Where a run stands. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "state")
public sealed interface RunState {
    /**
     * To be started when a host is free.
     *
     * @param attempts how many were made already
     */
    record Waiting(int attempts) implements RunState {}

    /** Handed to a host. */
    record Running(AttemptId attempt, HostId host, Instant since) implements RunState {}

    /** Its result is in the store. */
    record Completed(AttemptId attempt, HostId host, Instant started, Instant ended) implements RunState {}

    /** Ended without a full result; what there is, is in the store. */
    record Failed(AttemptId attempt, HostId host, Failure failure, Instant started, Instant ended)
            implements RunState {}

    /**
     * Not measured, because no host could take it, because its guest could not do what was asked, or because the user cancelled it.
     *
     * @param attempts how many were made before
     * @param cancelled whether it is the user's wish
     */
    record Skipped(String reason, int attempts, boolean cancelled) implements RunState {
        public Skipped(String reason, int attempts) {
            this(reason, attempts, false);
        }

        /** Never attempted. */
        public Skipped(String reason) {
            this(reason, 0);
        }
    }
}
