package ballast.coordinator.plot;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers in charts. */
final class Digits {
    private static final MathContext THREE = new MathContext(3);

    private Digits() {}

    /** Three digits at most: 0.856, 31, 14600. */
    static String plain(double value) {
        return value == 0
                ? "0"
                : new BigDecimal(value).round(THREE).stripTrailingZeros().toPlainString();
    }
}
