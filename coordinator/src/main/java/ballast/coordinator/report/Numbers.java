package ballast.coordinator.report;

import ballast.coordinator.stats.Figures;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;

/** How numbers are shown. ASCII only: a terminal in the C locale shows nothing else. */
public final class Numbers {
    /** Where there is no number. */
    public static final String NONE = "-";

    private static final int SIGNIFICANT = 3;
    private static final int MOST_DECIMALS = 6;

    private Numbers() {}

    /** Three digits, and more only before the point: 0.856, 31.0, 14591. Below 1e-6 nothing is left. */
    public static String significant(double value) {
        if (value == 0) {
            return "0";
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(SIGNIFICANT));
        int exponent = rounded.precision() - rounded.scale() - 1;
        int decimals = Math.min(MOST_DECIMALS, Math.max(0, SIGNIFICANT - 1 - exponent));
        return new BigDecimal(value).setScale(decimals, RoundingMode.HALF_UP).toPlainString();
    }

    public static String significant(Optional<Double> value) {
        return value.map(Numbers::significant).orElse(NONE);
    }

    /** Median and range, {@code 0.856 (0.848-0.869)}. */
    static String spread(Figures figures, String name) {
        return figures.get(name + Figures.MEDIAN)
                .map(median -> significant(median) + " (" + significant(figures.get(name + Figures.MIN)) + "-"
                        + significant(figures.get(name + Figures.MAX)) + ")")
                .orElse(NONE);
    }

    public static String seconds(Optional<Double> seconds) {
        return seconds.map(value -> String.format(Locale.ROOT, "%.1f", value)).orElse(NONE);
    }

    static String millis(long nanos) {
        return BigDecimal.valueOf(nanos, 6).stripTrailingZeros().toPlainString() + " ms";
    }
}
