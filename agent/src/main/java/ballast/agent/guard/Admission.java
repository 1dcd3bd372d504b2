package ballast.agent.guard;

import ballast.model.ByteSize;
import ballast.model.Forecast;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether an attempt may start: what its host's VMs really occupy, and what all are expected to, must stay within the budget
 * less the margin. Where more is occupied than was expected until now, everything that is to come is lifted by the difference;
 * where less is, nothing is lowered: what has not grown yet may still do so.
 */
public final class Admission {
    /**
     * An attempt that runs.
     *
     * @param age since it began
     */
    public record Running(Expectation expectation, Duration age) {}

    /** What is expected of an attempt. */
    public sealed interface Expectation {
        long most(Duration from, Duration to);
    }

    /** By its forecast; behind its end nothing is expected any more. */
    public record Forecasted(Forecast forecast) implements Expectation {
        @Override
        public long most(Duration from, Duration to) {
            return forecast.most(from, to);
        }
    }

    /** Its VMs' full size in bytes, as long as it runs. */
    public record FullSize(long bytes) implements Expectation {
        @Override
        public long most(Duration from, Duration to) {
            return bytes;
        }
    }

    private Admission() {}

    /** What is expected to be occupied now, in bytes. */
    public static long planned(List<Running> running) {
        return running.stream()
                .mapToLong(run -> run.expectation.most(run.age, run.age))
                .sum();
    }

    /**
     * Why it may not start now; empty: it may. Alone on its host it always may: nothing would become better by waiting.
     *
     * @param sum resident sets of all VMs, in bytes
     */
    public static Optional<String> refusal(Forecast candidate, List<Running> running, long sum, long budget) {
        if (running.isEmpty()) {
            return Optional.empty();
        }
        long limit = (long) (budget * (1 - candidate.margin()));
        long drift = Math.max(0, sum - planned(running));
        Duration bucket = candidate.bucket();
        for (int at = 0; at < candidate.bytes().size(); at++) {
            Duration from = bucket.multipliedBy(at);
            Duration to = from.plus(bucket).minusNanos(1);
            long others = running.stream()
                    .mapToLong(run -> run.expectation.most(run.age.plus(from), run.age.plus(to)))
                    .sum();
            long total = others + drift + candidate.bytes().get(at);
            if (total > limit) {
                return Optional.of(String.format(
                        Locale.ROOT,
                        "in %d s %s are expected (others %s; drift %s; its own %s) of at most %s",
                        from.toSeconds(),
                        text(total),
                        text(others),
                        text(drift),
                        text(candidate.bytes().get(at)),
                        text(limit)));
            }
        }
        return Optional.empty();
    }

    private static String text(long bytes) {
        return new ByteSize(bytes).toHumanText();
    }
}
