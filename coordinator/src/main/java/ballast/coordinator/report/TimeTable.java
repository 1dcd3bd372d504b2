package ballast.coordinator.report;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How the runs spent their time, a line per run. */
final class TimeTable {
    private static final List<String> PARTS =
            List.of("boot", "setup", "workload", "pauses", "resize", "collect", "stop", "total", "store", "overhead");

    private TimeTable() {}

    static String render(List<RunSummary> runs) {
        List<Column> columns = new ArrayList<>();
        columns.add(column("cell", HorizontalAlign.LEFT));
        columns.add(column("mode", HorizontalAlign.LEFT));
        columns.add(column("rep", HorizontalAlign.RIGHT));
        PARTS.forEach(part -> columns.add(column(part, HorizontalAlign.RIGHT)));
        return AsciiTable.builder()
                .border(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS)
                .lineSeparator("\n")
                .data(
                        columns.toArray(Column[]::new),
                        runs.stream().map(TimeTable::row).toArray(Object[][]::new))
                .asString();
    }

    private static Object[] row(RunSummary run) {
        List<Object> row = new ArrayList<>();
        row.add(run.stored().run().cell());
        row.add(run.stored().cell().mode());
        row.add(run.stored().run().repetition());
        for (String part : PARTS) {
            row.add(Numbers.seconds(Optional.ofNullable(run.timing().get(part))));
        }
        return row.toArray();
    }

    private static Column column(String header, HorizontalAlign align) {
        return new Column().header(header).headerAlign(align).dataAlign(align);
    }
}
