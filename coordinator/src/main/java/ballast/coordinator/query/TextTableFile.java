package ballast.coordinator.query;

import ballast.coordinator.report.Numbers;
import ballast.coordinator.table.Column;
import ballast.coordinator.table.TableFile;
import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.HorizontalAlign;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A table for people. All rows are kept until it is closed: only then are the widths known. */
final class TextTableFile implements TableFile {
    private final OutputStream out;
    private final List<Column> columns;
    private final List<Object[]> rows = new ArrayList<>();

    /** To a stream that stays open. */
    TextTableFile(OutputStream out, List<Column> columns) {
        this.out = out;
        this.columns = List.copyOf(columns);
    }

    @Override
    public void row(Object... values) {
        Object[] row = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            row[i] = shown(columns.get(i).type(), values[i]);
        }
        rows.add(row);
    }

    private static String shown(Column.Type type, Object value) {
        if (value == null || (value instanceof Double number && number.isNaN())) {
            return "-";
        }
        return type == Column.Type.NUMBER
                ? Numbers.significant(((Number) value).doubleValue())
                : value.toString().replaceAll("\\p{Cntrl}", "?");
    }

    @Override
    public void close() throws IOException {
        com.github.freva.asciitable.Column[] headers = columns.stream()
                .map(column -> {
                    boolean number = column.type() == Column.Type.WHOLE || column.type() == Column.Type.NUMBER;
                    HorizontalAlign align = number ? HorizontalAlign.RIGHT : HorizontalAlign.LEFT;
                    return new com.github.freva.asciitable.Column()
                            .header(column.name())
                            .headerAlign(align)
                            .dataAlign(align);
                })
                .toArray(com.github.freva.asciitable.Column[]::new);
        String text = AsciiTable.builder()
                .border(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS)
                .lineSeparator("\n")
                .data(headers, rows.toArray(Object[][]::new))
                .asString();
        out.write((text + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
