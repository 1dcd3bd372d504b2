package ballast.coordinator.report;

import ballast.coordinator.stats.Figures;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.Optional;

/** How numbers are shown. ASCII only: a terminal in the C locale shows nothing else. */
final class Numbers {
    static final String NONE = "-";

    private static final int SIGNIFICANT = 3;

    private Numbers() {}

    /** Three digits tell what repeats of a measurement tell apart: 0.856, 31.0, 7670. */
    static String significant(double value) {
        if (value == 0) {
            return "0";
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(SIGNIFICANT));
        int integerDigits = rounded.precision() - rounded.scale();
        int decimals = Math.max(0, SIGNIFICANT - Math.max(integerDigits, 1));
        return String.format(Locale.ROOT, "%." + Math.max(decimals, Math.min(rounded.scale(), 6)) + "f", rounded);
    }

    static String significant(Optional<Double> value) {
        return value.map(Numbers::significant).orElse(NONE);
    }

    /** Median and range, {@code 0.856 (0.848-0.869)}. */
    static String spread(Figures figures, String name) {
        return figures.get(name + Figures.MEDIAN)
                .map(median -> significant(median) + " (" + significant(figures.get(name + Figures.MIN)) + "-"
                        + significant(figures.get(name + Figures.MAX)) + ")")
                .orElse(NONE);
    }

    static String seconds(Optional<Double> seconds) {
        return seconds.map(value -> String.format(Locale.ROOT, "%.1f", value)).orElse(NONE);
    }

    static String millis(long nanos) {
        return BigDecimal.valueOf(nanos, 6).stripTrailingZeros().toPlainString() + " ms";
    }
}
