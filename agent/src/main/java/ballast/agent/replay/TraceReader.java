package ballast.agent.replay;

import ballast.agent.replay.FootprintTrace.Column;
import ballast.agent.system.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a trace: CSV with a line of column names, {@code time} and {@code rss} among them; columns that are not known are passed
 * over. Times ascend. Everything but a time may be {@code nan}, if some RSS is not.
 */
final class TraceReader {
    private final Path file;
    private final List<String> problems;
    private final int before;

    private TraceReader(Path file, List<String> problems) {
        this.file = file;
        this.problems = problems;
        this.before = problems.size();
    }

    /** @param problems gets all that is wrong, {@code file:line: …} each; then there is no trace */
    static Optional<FootprintTrace> read(Path file, String name, List<String> problems) throws IOException {
        var columns = new TraceReader(file, problems).columns(Files.readAllLines(file));
        return columns.isEmpty()
                ? Optional.empty()
                : Optional.of(new FootprintTrace(name, Sha256.of(file), columns.get()));
    }

    private Optional<Map<Column, double[]>> columns(List<String> lines) {
        Map<Column, Integer> places = header(lines);
        if (places.isEmpty()) {
            return Optional.empty();
        }
        int width = lines.get(0).split(",", -1).length;
        List<Integer> rows = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                rows.add(i);
            }
        }
        Map<Column, double[]> columns = new EnumMap<>(Column.class);
        places.keySet().forEach(column -> columns.put(column, new double[rows.size()]));
        for (int row = 0; row < rows.size(); row++) {
            String[] cells = lines.get(rows.get(row)).split(",", -1);
            int line = rows.get(row) + 1;
            if (cells.length == width) {
                int at = row;
                places.forEach((column, place) -> columns.get(column)[at] = value(column, cells[place].strip(), line));
            } else {
                problem(line, "got " + cells.length + " columns, want " + width);
            }
        }
        if (problems.size() == before) {
            requireOrder(columns.get(Column.TIME), rows);
            columns.values().removeIf(values -> Arrays.stream(values).allMatch(Double::isNaN));
            if (!columns.containsKey(Column.RSS)) {
                problem(1, "got no row with an rss, want one or more");
            }
        }
        return problems.size() == before ? Optional.of(columns) : Optional.empty();
    }

    /** Empty if it is no header. */
    private Map<Column, Integer> header(List<String> lines) {
        Map<Column, Integer> places = new EnumMap<>(Column.class);
        String[] names = lines.isEmpty() ? new String[0] : lines.get(0).split(",", -1);
        for (int i = 0; i < names.length; i++) {
            int place = i;
            Column.of(names[i].strip()).ifPresent(column -> places.put(column, place));
        }
        if (!places.containsKey(Column.TIME) || !places.containsKey(Column.RSS)) {
            problem(
                    1,
                    "got " + (lines.isEmpty() ? "an empty file" : "'" + lines.get(0) + "'")
                            + ", want column names with time and rss among them, such as time,rss,ram,target");
            return Map.of();
        }
        return places;
    }

    private double value(Column column, String text, int line) {
        if (column != Column.TIME && text.equalsIgnoreCase("nan")) {
            return Double.NaN;
        }
        try {
            double value = Double.parseDouble(text);
            if (value >= 0 && value <= Long.MAX_VALUE) {
                return value;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        problem(
                line,
                column.label() + ": got '" + text + "', want "
                        + (column == Column.TIME ? "seconds, 0 or more" : "a number, 0 or more, or nan"));
        return 0;
    }

    private void requireOrder(double[] times, List<Integer> lines) {
        for (int row = 1; row < times.length; row++) {
            if (times[row] < times[row - 1]) {
                problem(
                        lines.get(row) + 1,
                        "time: got " + times[row] + " after " + times[row - 1] + ", want times that ascend");
            }
        }
    }

    private void problem(int line, String what) {
        problems.add(file + ":" + line + ": " + what);
    }
}
