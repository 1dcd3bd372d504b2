package ballast.agent.replay;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What one VM occupied over time, as it was recorded: rows in order of time, with the columns of the store's {@code samples.csv}
 * or of the published artefact's {@code out_I.csv}. A value that was not recorded is NaN.
 */
public final class FootprintTrace {
    /** Times in s, sizes in bytes, {@code small} and {@code huge} in pages. */
    enum Column {
        TIME,
        RSS,
        RAM,
        TARGET,
        SMALL,
        HUGE,
        CACHED,
        TOTAL;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Column> of(String label) {
            return Arrays.stream(values())
                    .filter(column -> column.label().equals(label))
                    .findFirst();
        }
    }

    private final String name;
    private final String sha256;
    private final Map<Column, double[]> columns;

    /**
     * @param name of its file, below the folder of traces
     * @param sha256 of its file, in hex
     * @param columns time and RSS among them, all of the same length, one or more rows; kept, not copied
     */
    FootprintTrace(String name, String sha256, Map<Column, double[]> columns) {
        this.name = name;
        this.sha256 = sha256;
        this.columns = new EnumMap<>(columns);
    }

    public String name() {
        return name;
    }

    public String sha256() {
        return sha256;
    }

    int rows() {
        return times().length;
    }

    double value(Column column, int row) {
        double[] values = columns.get(column);
        return values == null ? Double.NaN : values[row];
    }

    double start() {
        return times()[0];
    }

    double end() {
        return times()[rows() - 1];
    }

    /** The last row that is not later than {@code time}; −1 if all are. */
    int rowAt(double time) {
        int low = 0;
        int high = rows();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (times()[middle] <= time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }

    /** The last value that was recorded until {@code row}; NaN if there is none. */
    double lastKnown(Column column, int row) {
        double[] values = columns.get(column);
        for (int i = values == null ? -1 : row; i >= 0; i--) {
            if (!Double.isNaN(values[i])) {
                return values[i];
            }
        }
        return Double.NaN;
    }

    /**
     * The most bytes that were resident in each second since the first row; a second without a row counts what was known before. Seconds
     * before the first known value count 0.
     */
    long[] bySecond() {
        long[] bytes = new long[(int) Math.floor(end() - start()) + 1];
        Arrays.fill(bytes, -1);
        for (int row = 0; row < rows(); row++) {
            double rss = value(Column.RSS, row);
            if (!Double.isNaN(rss)) {
                int second = (int) Math.floor(times()[row] - start());
                bytes[second] = Math.max(bytes[second], (long) rss);
            }
        }
        long before = 0;
        for (int second = 0; second < bytes.length; second++) {
            bytes[second] = bytes[second] < 0 ? before : bytes[second];
            before = bytes[second];
        }
        return bytes;
    }

    private double[] times() {
        return columns.get(Column.TIME);
    }
}
