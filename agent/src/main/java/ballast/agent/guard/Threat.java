package ballast.agent.guard;

import ballast.model.ByteSize;
import ballast.model.MemoryPressure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * How near a host is to the end of its memory, and by what it was seen.
 *
 * @param cause for people; has no comma, for CSV
 */
record Threat(Level level, String cause) {
    /** Each allows what those before it do, too. */
    enum Level {
        NONE,
        /** Start nothing more. */
        HOLD,
        SHRINK,
        PAUSE,
        /** The budget is exceeded, or the host's memory all but gone. */
        END
    }

    /** Shares of the budget from which on each level is reached; END only above it. */
    private static final double[] BUDGET = {0, 0.95, 0.97, 0.985, 1};

    /** Shares of the host's memory below which the available part makes each level. */
    private static final double[] AVAILABLE = {1, 0.05, 0.03, 0.02, 0.01};

    /** Percent of time stalled. Never END: the averages lag by seconds, and what does not wait any more need not die. */
    private static final double SOME_HOLD = 10;

    private static final double FULL_SHRINK = 10;
    private static final double FULL_PAUSE = 30;

    static Threat of(Measurement seen, Limits limits) {
        List<Threat> threats = new ArrayList<>(List.of(ofSum(seen.sum(), limits)));
        seen.available().ifPresent(available -> threats.add(ofAvailable(available, limits)));
        seen.pressure().ifPresent(pressure -> threats.add(ofPressure(pressure)));
        return threats.stream()
                .max(Comparator.comparing(Threat::level)) // of equals the last: what the kernel says adds to the sum
                .orElseThrow();
    }

    boolean atLeast(Level other) {
        return level.compareTo(other) >= 0;
    }

    private static Threat ofSum(long sum, Limits limits) {
        double share = (double) sum / limits.budget();
        Level level = Level.NONE;
        for (Level next : Level.values()) {
            boolean over = next == Level.END ? share > BUDGET[next.ordinal()] : share >= BUDGET[next.ordinal()];
            level = over ? next : level;
        }
        return new Threat(
                level,
                String.format(
                        Locale.ROOT,
                        "sum %s is %.1f %% of the budget %s",
                        new ByteSize(sum).toHumanText(),
                        share * 100,
                        new ByteSize(limits.budget()).toHumanText()));
    }

    private static Threat ofAvailable(long available, Limits limits) {
        double share = (double) available / limits.memory();
        Level level = Level.NONE;
        for (Level next : Level.values()) {
            level = share < AVAILABLE[next.ordinal()] ? next : level;
        }
        return new Threat(
                level,
                String.format(
                        Locale.ROOT,
                        "MemAvailable %s is %.1f %% of the host's memory",
                        new ByteSize(available).toHumanText(),
                        share * 100));
    }

    private static Threat ofPressure(MemoryPressure pressure) {
        Level level = pressure.full() >= FULL_PAUSE
                ? Level.PAUSE
                : pressure.full() >= FULL_SHRINK
                        ? Level.SHRINK
                        : pressure.some() >= SOME_HOLD ? Level.HOLD : Level.NONE;
        return new Threat(
                level,
                String.format(
                        Locale.ROOT,
                        "memory pressure some %.1f %% full %.1f %% (avg10)",
                        pressure.some(),
                        pressure.full()));
    }
}
