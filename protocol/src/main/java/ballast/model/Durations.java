package ballast.model;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Pattern;

/** Durations as users write them: {@code 250ms}, {@code 10s}, {@code 2m}, {@code 1h}. Always with a unit, as sizes are. */
public final class Durations {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,3})?)\\s*([A-Za-z]*)");
    private static final String[] UNITS = {"ms", "s", "m", "h"};
    private static final long[] MILLIS = {1, 1_000, 60_000, 3_600_000};

    private Durations() {}

    /**
     * Reads {@code 10s} or {@code 1.5h}.
     *
     * @throws IllegalArgumentException with a message for users: no number, no unit, an unknown unit, or a fraction of a
     *     millisecond
     */
    public static Duration parse(String text) {
        var matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("got '" + text + "', want a duration such as 250ms, 10s, 2m or 1h");
        }
        long unit = unit(text, matcher.group(2));
        try {
            return Duration.ofMillis(new BigDecimal(matcher.group(1))
                    .multiply(BigDecimal.valueOf(unit))
                    .longValueExact());
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("got '" + text + "', want a whole number of milliseconds", e);
        }
    }

    private static long unit(String text, String unit) {
        for (int i = 0; i < UNITS.length; i++) {
            if (UNITS[i].equals(unit)) {
                return MILLIS[i];
            }
        }
        String why = unit.isEmpty() ? "has no unit" : "has the unknown unit '" + unit + "'";
        throw new IllegalArgumentException(
                "got '" + text + "', which " + why + "; want one of ms, s, m, h, such as 10s");
    }

    /** The largest unit that gives a whole number, {@code 90s}, {@code 2m}: read back by {@link #parse} to the millisecond. */
    public static String format(Duration duration) {
        long millis = duration.toMillis();
        if (millis == 0) {
            return "0s";
        }
        int i = UNITS.length - 1;
        while (millis % MILLIS[i] != 0) {
            i--;
        }
        return millis / MILLIS[i] + UNITS[i];
    }
}
