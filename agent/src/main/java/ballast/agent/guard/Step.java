package ballast.agent.guard;

import ballast.model.AttemptId;
import java.util.Locale;

/** What the guard does, and why. */
sealed interface Step {
    String cause();

    /** As {@code guard.csv} has it. */
    default String event() {
        return getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    /** Nothing is started until further notice. */
    record Hold(String cause) implements Step {}

    record Release(String cause) implements Step {}

    /** @param size in bytes */
    record Shrink(VmKey vm, long size, String cause) implements Step {}

    /** Back to the size that it had. */
    record Grow(VmKey vm, long size, String cause) implements Step {}

    record Pause(VmKey vm, String cause) implements Step {}

    record Resume(VmKey vm, String cause) implements Step {}

    /** The whole attempt, which is to be tried again. */
    record End(AttemptId attempt, String cause) implements Step {}
}
