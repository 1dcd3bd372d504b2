package ballast.agent.actor;

import java.time.Duration;
import java.util.function.LongSupplier;

/** How long something is ago, by a clock that nobody sets: a host whose time jumps must not take its coordinator for lost. */
final class Stopwatch {
    private final LongSupplier nanos;
    private long start;

    /**
     * Started now.
     *
     * @param nanos as {@link System#nanoTime}
     */
    Stopwatch(LongSupplier nanos) {
        this.nanos = nanos;
        restart();
    }

    void restart() {
        start = nanos.getAsLong();
    }

    Duration elapsed() {
        return Duration.ofNanos(nanos.getAsLong() - start);
    }

    boolean isOver(Duration time) {
        return elapsed().compareTo(time) > 0;
    }
}
