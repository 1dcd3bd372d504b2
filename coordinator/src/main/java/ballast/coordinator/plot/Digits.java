package ballast.coordinator.plot;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers in charts. */
final class Digits {
    private static final int ROUND = 3;
    private static final int EXACT = 4;

    private Digits() {}

    /** Three digits at most: 0.856, 31, 14600. */
    static String plain(double value) {
        return digits(value, ROUND);
    }

    /** Four: 0.8559, 7574. */
    static String exact(double value) {
        return digits(value, EXACT);
    }

    private static String digits(double value, int digits) {
        return value == 0
                ? "0"
                : new BigDecimal(value).round(new MathContext(digits)).stripTrailingZeros().toPlainString();
    }
}
