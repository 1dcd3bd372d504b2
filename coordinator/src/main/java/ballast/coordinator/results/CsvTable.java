package ballast.coordinator.results;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A CSV file with a header: columns by name, in any order, more than are asked for. */
final class CsvTable {
    private static final ObjectReader READER =
            new CsvMapper().enable(CsvParser.Feature.WRAP_AS_ARRAY).readerFor(String[].class);

    private final Path file;
    private final Map<String, Integer> columns = new HashMap<>();

    private CsvTable(Path file, String[] header) {
        this.file = file;
        for (int i = 0; i < header.length; i++) {
            columns.put(header[i].strip(), i);
        }
    }

    /** Makes an object of a row. */
    interface RowReader<T> {
        T read(Row row) throws RawFileException;
    }

    /**
     * @throws RawFileException if the header lacks a column that is asked for, or a row is shorter than the header or holds
     *     something else than the numbers asked for
     */
    static <T> List<T> read(Path file, RowReader<T> rowReader) throws IOException {
        try (MappingIterator<String[]> lines = READER.readValues(file.toFile())) {
            if (!lines.hasNextValue()) {
                throw new RawFileException(file + ":1: the file is empty, want a line of column names");
            }
            CsvTable table = new CsvTable(file, lines.nextValue());
            List<T> rows = new ArrayList<>();
            for (int line = 2; lines.hasNextValue(); line++) {
                Row row = table.new Row(lines.nextValue(), line);
                if (!row.isBlank()) {
                    rows.add(rowReader.read(row.complete()));
                }
            }
            return rows;
        } catch (JsonProcessingException e) {
            throw new RawFileException(file + ": not CSV: " + e.getOriginalMessage());
        }
    }

    /** A line of the file. */
    final class Row {
        private final String[] cells;
        private final int line;

        private Row(String[] cells, int line) {
            this.cells = cells;
            this.line = line;
        }

        private boolean isBlank() {
            return cells.length == 1 && cells[0].isBlank();
        }

        private Row complete() throws RawFileException {
            if (cells.length < columns.size()) {
                throw problem("got " + cells.length + " columns, want " + columns.size()
                        + "; was the file cut off in the middle of a row?");
            }
            return this;
        }

        String text(String column) throws RawFileException {
            Integer index = columns.get(column);
            if (index == null) {
                throw new RawFileException(
                        file + ":1: there is no column '" + column + "', only " + List.copyOf(columns.keySet()));
            }
            return cells[index].strip();
        }

        /** NaN where the file says nan. */
        double number(String column) throws RawFileException {
            String text = text(column);
            try {
                return text.equalsIgnoreCase("nan") ? Double.NaN : Double.parseDouble(text);
            } catch (NumberFormatException e) {
                throw problem(column + ": got '" + text + "', want a number or nan");
            }
        }

        long integer(String column) throws RawFileException {
            String text = text(column);
            try {
                return Long.parseLong(text);
            } catch (NumberFormatException e) {
                throw problem(column + ": got '" + text + "', want a whole number");
            }
        }

        RawFileException problem(String what) {
            return new RawFileException(file + ":" + line + ": " + what);
        }
    }
}
