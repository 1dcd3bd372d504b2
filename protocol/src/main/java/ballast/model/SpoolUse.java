package ballast.model;

import java.util.Objects;

/**
 * How full an agent's spool is.
 *
 * @param used bytes of all results that wait there, sealed or not
 * @param limit bytes that they may take
 */
public record SpoolUse(ByteSize used, ByteSize limit) {
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

    /** For people: {@code 18.2 GiB of 20.0 GiB}. */
    public String toHumanText() {
        return used.toHumanText() + " of " + limit.toHumanText();
    }
}
