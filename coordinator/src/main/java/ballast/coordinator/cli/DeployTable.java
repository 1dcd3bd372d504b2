package ballast.coordinator.cli;

import ballast.coordinator.deploy.Finding;
import ballast.coordinator.deploy.HostReport;
import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What happened to each host, for readers. */
final class DeployTable {
    private static final int WIDEST = 110;
    private static final Column[] COLUMNS = {column("host"), column(""), column("what")};

    private DeployTable() {}

    /** Several lines, the last one ended. */
    static String render(List<HostReport> reports) {
        List<Object[]> rows = new ArrayList<>();
        StringBuilder logs = new StringBuilder();
        for (HostReport report : reports) {
            String host = report.host().value();
            if (report.findings().isEmpty()) {
                rows.add(new Object[] {host, report.ok() ? "ok" : "FAILED", printable(report.summary())});
            }
            for (Finding finding : report.findings()) {
                rows.add(new Object[] {host, word(finding.level()), finding.subject() + ": " + printable(finding.text())
                });
            }
            report.lines()
                    .forEach(line -> logs.append(host)
                            .append(" | ")
                            .append(printable(line))
                            .append('\n'));
        }
        return logs
                + AsciiTable.builder()
                        .border(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS)
                        .lineSeparator("\n")
                        .data(COLUMNS, rows.toArray(Object[][]::new))
                        .asString()
                + "\n";
    }

    /** What is not ok is to be seen at a glance. */
    private static String word(Finding.Level level) {
        return level == Finding.Level.WRONG ? "WRONG" : level.name().toLowerCase(Locale.ROOT);
    }

    /** A host may print anything; a terminal would obey it. */
    private static String printable(String line) {
        return line.replaceAll("[^ -~]", "?");
    }

    private static Column column(String header) {
        return new Column()
                .header(header)
                .headerAlign(HorizontalAlign.LEFT)
                .dataAlign(HorizontalAlign.LEFT)
                .maxWidth(WIDEST);
    }
}
