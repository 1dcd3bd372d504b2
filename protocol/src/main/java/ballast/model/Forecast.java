package ballast.model;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What the plan expects of an attempt on its host: all of its VMs' resident sets together, by time.
 *
 * @param start when the plan has it start; an agent starts it then or later, never before
 * @param bucket how long each of {@code bytes} counts, more than 0 s
 * @param bytes the most in each bucket from the start on, 1 to {@link #MOST_BUCKETS} of them, none negative
 * @param margin share of the host's budget that the plan leaves free, 0 or more and less than 1
 */
public record Forecast(Instant start, Duration bucket, List<Long> bytes, double margin) {
    /** So that a message with it stays small: 2 hours to the 8 seconds. */
    public static final int MOST_BUCKETS = 1024;

    public Forecast {
        Objects.requireNonNull(start, "start");
        Ranges.positive("bucket", bucket);
        bytes = List.copyOf(bytes);
        if (bytes.isEmpty() || bytes.size() > MOST_BUCKETS) {
            throw new IllegalArgumentException("forecast: got " + bytes.size() + " buckets, want 1 to " + MOST_BUCKETS);
        }
        bytes.forEach(value -> Ranges.atLeast("forecast", value, 0));
        if (!(margin >= 0 && margin < 1)) {
            throw new IllegalArgumentException("margin: got " + margin + ", want 0 or more and less than 1");
        }
    }

    /**
     * From what is expected in each second, in as few seconds to the bucket as there is room for.
     *
     * @param bySecond 1 or more
     */
    public static Forecast of(Instant start, long[] bySecond, double margin) {
        int seconds = Math.max(1, (bySecond.length + MOST_BUCKETS - 1) / MOST_BUCKETS);
        List<Long> buckets = new ArrayList<>();
        for (int from = 0; from < bySecond.length; from += seconds) {
            long most = 0;
            for (int second = from; second < Math.min(bySecond.length, from + seconds); second++) {
                most = Math.max(most, bySecond[second]);
            }
            buckets.add(most);
        }
        return new Forecast(start, Duration.ofSeconds(seconds), buckets, margin);
    }

    /** From start to end. */
    public Duration length() {
        return bucket.multipliedBy(bytes.size());
    }

    /** The most from an age on to another, of an attempt that began age 0; nothing is expected before its start and behind its end. */
    public long most(Duration from, Duration to) {
        long first = Math.max(0, from.dividedBy(bucket));
        long last = to.isNegative() ? -1 : Math.min(bytes.size() - 1L, to.dividedBy(bucket));
        long most = 0;
        for (long at = first; at <= last; at++) {
            most = Math.max(most, bytes.get((int) at));
        }
        return most;
    }

    /** What is expected at an age. */
    public long at(Duration age) {
        return most(age, age);
    }
}
