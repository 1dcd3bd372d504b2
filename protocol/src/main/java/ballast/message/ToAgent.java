package ballast.message;

import ballast.model.AttemptId;
import ballast.model.ByteSize;
import ballast.model.Cell;
import ballast.model.Forecast;
import java.util.Optional;

/** What the coordinator says. An agent refuses an epoch lower than the highest it has heard. */
public sealed interface ToAgent extends WireMessage {
    /** Rises each time a coordinator starts. */
    long epoch();

    /**
     * The answer to an inventory: the agent is known and may be given work.
     *
     * @param lab whose epochs these are: an agent serves one lab until it is told otherwise
     */
    record Welcome(long epoch, String lab) implements ToAgent {}

    /** The answer to an inventory of an agent that is given no work, and why. It may ask again. */
    record Refused(long epoch, String reason) implements ToAgent {}

    /**
     * Start this attempt. An agent that already runs it does nothing; one that holds its result uploads that again.
     *
     * @param uploadUri where its files go, {@code PUT <uri>/<path>}
     * @param uploadToken bearer token for that, good for this attempt only
     * @param forecast when to start it and what it will occupy; empty: at once, and its VMs' full size
     * @param budget what all VMs of its campaign may occupy together on the host; empty: as much as the host's budget
     */
    record StartAttempt(
            long epoch,
            AttemptId attempt,
            Cell cell,
            String uploadUri,
            String uploadToken,
            Optional<Forecast> forecast,
            Optional<ByteSize> budget)
            implements ToAgent {
        @SuppressWarnings("OptionalAssignedToNull") // what older coordinators say has no such fields
        public StartAttempt {
            forecast = forecast == null ? Optional.empty() : forecast;
            budget = budget == null ? Optional.empty() : budget;
        }

        /** At once. */
        public StartAttempt(long epoch, AttemptId attempt, Cell cell, String uploadUri, String uploadToken) {
            this(epoch, attempt, cell, uploadUri, uploadToken, Optional.empty());
        }

        /** Within the host's budget. */
        public StartAttempt(
                long epoch,
                AttemptId attempt,
                Cell cell,
                String uploadUri,
                String uploadToken,
                Optional<Forecast> forecast) {
            this(epoch, attempt, cell, uploadUri, uploadToken, forecast, Optional.empty());
        }

        /** The token is a secret and stays out of logs. */
        @Override
        public String toString() {
            return "StartAttempt[epoch=" + epoch + ", attempt=" + attempt + "]";
        }
    }

    /** End this attempt and its VMs; a result that is held already stays until it is acknowledged. */
    record CancelAttempt(long epoch, AttemptId attempt) implements ToAgent {}

    /** The result is safe, or not wanted: forget it. */
    record AcknowledgeResult(long epoch, AttemptId attempt) implements ToAgent {}
}
