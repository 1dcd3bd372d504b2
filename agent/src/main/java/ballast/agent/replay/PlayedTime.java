package ballast.agent.replay;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The time of a simulation in which nothing takes longer than it would in the played world: it stands still while anybody has something to do
 * at the present instant, and then leaps to the next instant at which somebody has. What the program itself takes of real time counts nothing.
 * Safe for threads.
 */
public final class PlayedTime implements InstantSource {
    private final Map<Object, Appointment> appointments = new HashMap<>();
    private Instant now;

    /**
     * What somebody has to do.
     *
     * @param due told once, when its instant has come
     */
    private record Appointment(Instant at, AtomicReference<Runnable> due) {}

    public PlayedTime(Instant start) {
        now = start;
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    /** From now on this has something to do: time stands still until it says otherwise. */
    public void hold(Object who) {
        at(who, Instant.MIN, () -> {});
    }

    /**
     * In the place of what it had before, this has something to do at an instant, and from then on until it says otherwise.
     *
     * @param due called when the instant has come, at once if it has; must neither block nor call back
     */
    public void at(Object who, Instant instant, Runnable due) {
        change(() -> appointments.put(who, new Appointment(instant, new AtomicReference<>(due))));
    }

    /** This has nothing to do any more. */
    public void done(Object who) {
        change(() -> appointments.remove(who));
    }

    private synchronized void change(Runnable change) {
        change.run();
        appointments.values().stream()
                .map(Appointment::at)
                .min(Instant::compareTo)
                .filter(next -> next.isAfter(now))
                .ifPresent(next -> now = next);
        List<Appointment> come = appointments.values().stream()
                .filter(each -> !each.at.isAfter(now))
                .toList();
        for (Appointment each : come) {
            Runnable due = each.due.getAndSet(null);
            if (due != null) {
                due.run();
            }
        }
    }
}
