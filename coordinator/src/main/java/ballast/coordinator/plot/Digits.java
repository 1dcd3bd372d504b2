package ballast.coordinator.plot;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.NumberFormat;
import java.util.Locale;

/** Numbers in charts. */
final class Digits {
    private static final int ROUND = 3;
    private static final int EXACT = 4;

    private Digits() {}

    /** Three digits, and more only before the point: 0.856, 31, 14591. */
    static String plain(double value) {
        return digits(value, ROUND);
    }

    /** Four: 0.8559, 35.98, 14591. */
    static String exact(double value) {
        return digits(value, EXACT);
    }

    private static String digits(double value, int digits) {
        if (value == 0) {
            return "0";
        }
        var exact = new BigDecimal(value);
        int decimals = digits - (exact.precision() - exact.scale());
        return exact.setScale(Math.max(0, decimals), RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }

    /** Of an axis: the same in every locale. */
    static NumberFormat ticks() {
        return new DecimalFormat("0.######", DecimalFormatSymbols.getInstance(Locale.ROOT));
    }
}
