package ballast.coordinator.cli;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import java.util.List;

/** Tables for people, all alike. */
final class TextTable {
    private TextTable() {}

    /** Several lines, the last one ended. */
    static String of(Column[] columns, List<Object[]> rows) {
        return AsciiTable.builder()
                        .border(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS)
                        .lineSeparator("\n")
                        .data(columns, rows.toArray(Object[][]::new))
                        .asString()
                + "\n";
    }

    static Column left(String header) {
        return column(header, HorizontalAlign.LEFT);
    }

    static Column right(String header) {
        return column(header, HorizontalAlign.RIGHT);
    }

    private static Column column(String header, HorizontalAlign align) {
        return new Column().header(header).headerAlign(align).dataAlign(align);
    }
}
