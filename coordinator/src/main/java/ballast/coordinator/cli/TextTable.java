package ballast.coordinator.cli;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
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
}
