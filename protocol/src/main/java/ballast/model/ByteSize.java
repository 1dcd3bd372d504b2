package ballast.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An amount of memory. Its text form always has a binary unit, {@code 512MiB}: a bare number would be read as bytes by one
 * reader and as GiB, the unit of the published artefact, by the next.
 *
 * @param bytes the amount in bytes, 0 or more
 */
public record ByteSize(long bytes) implements Comparable<ByteSize> {
    public static final ByteSize ZERO = new ByteSize(0);

    private static final Pattern TEXT = Pattern.compile("(\\d{1,15}(?:\\.\\d{1,9})?)\\s*([A-Za-z]*)");
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};

    public ByteSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("a size cannot be negative: " + bytes + " bytes");
        }
    }

    public static ByteSize mib(long amount) {
        return new ByteSize(Math.multiplyExact(amount, 1L << 20));
    }

    public static ByteSize gib(long amount) {
        return new ByteSize(Math.multiplyExact(amount, 1L << 30));
    }

    /**
     * Reads {@code 512MiB}, {@code 1.5GiB}, {@code 4096B}.
     *
     * @throws IllegalArgumentException with a message for users: no unit, a decimal unit, no number, not a whole number of
     *     bytes, or too large
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static ByteSize parse(String text) {
        var matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("got '" + text + "', want a size such as 512MiB or 16GiB");
        }
        int power = unit(text, matcher.group(2));
        try {
            BigDecimal bytes = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(1L << (10 * power)));
            return new ByteSize(bytes.longValueExact());
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("got '" + text + "', want a whole number of bytes below 8EiB", e);
        }
    }

    private static int unit(String text, String unit) {
        for (int power = 0; power < UNITS.length; power++) {
            if (UNITS[power].equals(unit)) {
                return power;
            }
        }
        String why = unit.isEmpty() ? "has no unit" : "has the unknown unit '" + unit + "'";
        throw new IllegalArgumentException(
                "got '" + text + "', which " + why + "; want one of B, KiB, MiB, GiB, TiB, such as 512MiB");
    }

    public ByteSize plus(ByteSize other) {
        return new ByteSize(Math.addExact(bytes, other.bytes));
    }

    /** @throws IllegalArgumentException if {@code other} is larger */
    public ByteSize minus(ByteSize other) {
        return new ByteSize(bytes - other.bytes);
    }

    public ByteSize times(int factor) {
        return new ByteSize(Math.multiplyExact(bytes, (long) factor));
    }

    /** The nearest multiple of {@code unit} that is not smaller. */
    public ByteSize roundUpTo(ByteSize unit) {
        return new ByteSize(Math.multiplyExact((bytes + unit.bytes - 1) / unit.bytes, unit.bytes));
    }

    public boolean isMultipleOf(ByteSize unit) {
        return bytes % unit.bytes == 0;
    }

    public double toGiB() {
        return bytes / (double) (1L << 30);
    }

    @Override
    public int compareTo(ByteSize other) {
        return Long.compare(bytes, other.bytes);
    }

    /** The largest unit that gives a whole number: exact, and read back by {@link #parse}. */
    @JsonValue
    @Override
    public String toString() {
        int power = 0;
        long amount = bytes;
        while (power < UNITS.length - 1 && amount != 0 && amount % 1024 == 0) {
            amount /= 1024;
            power++;
        }
        return amount + UNITS[power];
    }

    /** For reading, not for reading back: {@code 18.8 GiB}. */
    public String toHumanText() {
        int power = 0;
        double amount = bytes;
        while (power < UNITS.length - 1 && amount >= 1024) {
            amount /= 1024;
            power++;
        }
        return power == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", amount, UNITS[power]);
    }
}
