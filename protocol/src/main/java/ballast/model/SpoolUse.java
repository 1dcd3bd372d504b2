package ballast.model;

import java.util.Objects;

/**
 * How full an agent's spool is.
 *
 * @param used bytes of all results that wait there, sealed or not
 * @param limit bytes that they may take
 */
public record SpoolUse(ByteSize used, ByteSize limit) {
    /** From so many percent on nothing new begins. */
    public static final int FULL_PERCENT = 90;

    public SpoolUse {
        Objects.requireNonNull(used, "used");
        Objects.requireNonNull(limit, "limit");
        if (limit.bytes() == 0) {
            throw new IllegalArgumentException("spool-limit: got 0B, want more");
        }
    }

    /** Whether more than so many percent of the limit are used. */
    public boolean over(int percent) {
        return used.bytes() > limit.bytes() / 100.0 * percent;
    }

    /** Whether it has no room for the results of anything new. */
    public boolean full() {
        return over(FULL_PERCENT);
    }

    /** Rounded down; more than 100 if it grew over its limit. */
    public long percent() {
        return (long) (used.bytes() * 100.0 / limit.bytes());
    }

    /** For people: {@code 18.2 GiB of 20.0 GiB}. */
    public String toHumanText() {
        return used.toHumanText() + " of " + limit.toHumanText();
    }
}
