package ballast.coordinator.actor;

import ballast.model.AttemptId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** The time that a scheduler lives in. One that is not the world's is told what the scheduler is about, so that it waits for it. */
public interface Pace {
    /** The world's time, which waits for nobody. */
    Pace WORLD = new Pace() {};

    default InstantSource clock() {
        return InstantSource.system();
    }

    /** How long better plans are looked for after the first, in real time. */
    default Duration search() {
        return Duration.ofSeconds(5);
    }

    /** An attempt was given to its host, and what is to come is not said yet. */
    default void starting(AttemptId attempt) {}

    /** An attempt has ended, and what follows has been done. */
    default void ended(AttemptId attempt) {}

    /**
     * Everything that can be done now has been.
     *
     * @param hosts that answer
     * @param busy whether predictions are read, or a plan is made, whose end the scheduler waits for
     * @param next when time alone may let something start
     * @param again has the scheduler look again
     */
    default void looked(int hosts, boolean busy, Optional<Instant> next, Runnable again) {}
}
