package ballast.agent.sample;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Rows of numbers and names, to be flushed by whoever knows when. Not safe for several threads. */
public final class CsvFile implements Closeable {
    private final OutputStream file;
    private final BufferedWriter out;

    public CsvFile(Path file, String header) throws IOException {
        Files.createDirectories(file.getParent());
        this.file = Files.newOutputStream(file);
        out = new BufferedWriter(new OutputStreamWriter(this.file, StandardCharsets.UTF_8));
        out.write(header);
        out.write('\n');
    }

    /** Writes a row: doubles with six digits (µs, for times), NaN as {@code nan}, everything else as its text. */
    public void row(Object... values) throws IOException {
        for (int i = 0; i < values.length; i++) {
            if (i > 0) {
                out.write(',');
            }
            out.write(text(values[i]));
        }
        out.write('\n');
    }

    private static String text(Object value) {
        if (value instanceof Double number) {
            return number.isNaN() ? "nan" : sixDigits(number);
        }
        return value.toString();
    }

    /** As {@code %.6f} would, but many times faster: whole recordings are written at once. */
    private static String sixDigits(double number) {
        if (Double.isInfinite(number)) {
            return Double.toString(number);
        }
        return new BigDecimal(Double.toString(number))
                .setScale(6, RoundingMode.HALF_UP)
                .toPlainString();
    }

    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        // on a full disk JDK 17's writers throw before they close what is below them
        try (file) {
            out.close();
        }
    }
}
