package ballast.coordinator.schedule;

import ballast.model.AttemptId;
import ballast.model.HostId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What to do about the difference between what the schedule believes of a host and what its agent reports.
 *
 * <p>An attempt that the agent does not know was lost if this is the first word of this agent to this coordinator: nothing was sent to it before,
 * so it was not on its way. Later, a missing attempt means that the start was lost or is still under way, and it is sent again: messages
 * to an agent arrive in order, so that an agent sees the second start while it still runs or holds the attempt.
 *
 * <p>A start is also what tells an agent where a result goes. So the first word of an agent is answered with a start for every wanted attempt that it
 * runs or holds: the place it knows, if any, is that of an earlier coordinator.
 */
public final class Reconciler {
    private Reconciler() {}

    /**
     * What an agent says of itself.
     *
     * @param running attempts that it works on
     * @param held attempts that ended and wait for their acknowledgement
     * @param committing attempts whose result is being put into the store at this moment: they need nothing
     * @param firstContact whether nothing was sent to this agent before
     */
    public record Reported(
            HostId host, Set<AttemptId> running, Set<AttemptId> held, Set<AttemptId> committing, boolean firstContact) {
        public Reported {
            running = Set.copyOf(running);
            held = Set.copyOf(held);
            committing = Set.copyOf(committing);
        }

        boolean knows(AttemptId attempt) {
            return running.contains(attempt) || held.contains(attempt);
        }
    }

    /** One thing to do. */
    public sealed interface Decision {
        AttemptId attempt();
    }

    /** Nobody works on it any more. */
    public record Lost(AttemptId attempt) implements Decision {}

    /** Say again that it shall run, and where its result goes. */
    public record StartAgain(AttemptId attempt) implements Decision {}

    /** It runs and is not wanted. */
    public record Cancel(AttemptId attempt) implements Decision {}

    /** It is held and not wanted, or is in the store already. */
    public record Acknowledge(AttemptId attempt) implements Decision {}

    /** In the order of attempts. */
    public static List<Decision> decide(Schedule schedule, Reported reported) {
        Set<AttemptId> wanted = new LinkedHashSet<>();
        schedule.running(reported.host()).forEach(running -> wanted.add(running.attempt()));
        List<Decision> decisions = new ArrayList<>();
        for (AttemptId attempt : wanted) {
            if (!reported.committing().contains(attempt) && reported.knows(attempt) == reported.firstContact()) {
                decisions.add(new StartAgain(attempt));
            } else if (!reported.committing().contains(attempt) && !reported.knows(attempt)) {
                decisions.add(new Lost(attempt));
            }
        }
        reported.running().stream()
                .filter(attempt -> !wanted.contains(attempt))
                .sorted()
                .forEach(attempt -> decisions.add(new Cancel(attempt)));
        reported.held().stream()
                .filter(attempt -> !wanted.contains(attempt))
                .sorted()
                .forEach(attempt -> decisions.add(new Acknowledge(attempt)));
        return decisions;
    }
}
