package ballast.coordinator.cli;

import ballast.coordinator.capacity.Evidence;
import ballast.coordinator.capacity.ModeSearch;
import ballast.coordinator.capacity.VmsMax;
import ballast.coordinator.capacity.VmsSearch;
import ballast.model.ByteSize;
import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import com.github.freva.asciitable.OverflowBehaviour;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A search for people: the answers, and each run that they rest on. */
final class VmsMaxTable {
    private static final int WIDEST = 100;

    private record Row(ModeSearch mode, Evidence made) {}

    private VmsMaxTable() {}

    /** Several lines, the last one ended. */
    static String render(VmsMax search) {
        StringBuilder text = new StringBuilder();
        text.append(search.matrix())
                .append(": how many VMs fit into ")
                .append(search.budget().toHumanText())
                .append("\n");
        if (search.modes().stream().anyMatch(mode -> !mode.tries().isEmpty())) {
            text.append("\n")
                    .append(answers(search))
                    .append("\n\nThe runs:\n")
                    .append(runs(search))
                    .append("\n");
        }
        text.append("\n");
        search.modes()
                .forEach(mode -> remarks(mode, search.budget())
                        .forEach(line -> text.append(line).append("\n")));
        search.skipped()
                .forEach((mode, why) ->
                        text.append(mode).append(" skipped: ").append(why).append("\n"));
        return text.toString();
    }

    private static String answers(VmsMax search) {
        return table(
                search.modes(),
                List.of(
                        left("mode").with(VmsMaxTable::name),
                        right("VMs").with(mode -> answer(mode, search.budget())),
                        right("full size").with(mode -> "" + mode.staticVms()),
                        right("planned")
                                .with(mode ->
                                        mode.planned().map(vms -> "" + vms).orElse("-")),
                        right("peak").with(mode -> peak(mode, search.budget())),
                        right("runs").with(mode -> "" + mode.tries().size())));
    }

    private static String answer(ModeSearch mode, ByteSize budget) {
        if (mode.skipped().isPresent()) {
            return "skipped";
        }
        int vms = mode.search(budget).answer();
        return mode.next(budget).isPresent() || mode.limit(budget).isEmpty() ? "at least " + vms : "" + vms;
    }

    private static String peak(ModeSearch mode, ByteSize budget) {
        int answer = mode.search(budget).answer();
        return mode.tries().stream()
                .filter(made -> made.vms() == answer && made.fits(budget))
                .findFirst()
                .flatMap(Evidence::peak)
                .map(most -> size(most) + share(most, budget))
                .orElse("-");
    }

    private static String share(ByteSize part, ByteSize budget) {
        return String.format(Locale.ROOT, " (%.0f %%)", 100.0 * part.bytes() / budget.bytes());
    }

    private static String runs(VmsMax search) {
        List<Row> rows = new ArrayList<>();
        search.modes().forEach(mode -> mode.tries().forEach(made -> rows.add(new Row(mode, made))));
        return table(
                rows,
                List.of(
                        left("mode").with(row -> name(row.mode)),
                        right("VMs").with(row -> "" + row.made.vms()),
                        left("fits").with(row -> row.made.fits(search.budget()) ? "yes" : "no"),
                        right("peak")
                                .with(row ->
                                        row.made.peak().map(VmsMaxTable::size).orElse("-")),
                        right("breaches").with(row -> "" + row.made.breaches().count()),
                        right("s over").with(row -> seconds(row.made.breaches().seconds())),
                        left("why not")
                                .with(row -> row.made.whyNot(search.budget()).orElse("")),
                        left("campaign").with(row -> row.made.run().campaign().value())));
    }

    private static List<String> remarks(ModeSearch mode, ByteSize budget) {
        List<String> lines = new ArrayList<>();
        VmsSearch tried = mode.search(budget);
        mode.skipped().ifPresent(why -> lines.add(name(mode) + " skipped: " + why));
        tried.contradiction().ifPresent(text -> lines.add(name(mode) + ": " + text));
        Optional<Evidence> limit = mode.limit(budget).filter(made -> !made.isOfMemory());
        limit.ifPresent(made -> lines.add(name(mode) + ": " + Words.of(made.vms(), "VM")
                + " failed for another reason than memory: " + made.reason().orElse("no reason is known")
                + "; the answer may be too low"));
        return lines;
    }

    private static String name(ModeSearch mode) {
        return mode.cell().mode().label()
                + ("true".equals(mode.cell().parameters().get("simultaneous")) ? " simultaneous" : "");
    }

    private static String size(ByteSize bytes) {
        return bytes.toHumanText();
    }

    private static String seconds(double seconds) {
        return seconds == 0 ? "0" : String.format(Locale.ROOT, "%.1f", seconds);
    }

    private static <T> String table(List<T> rows, List<com.github.freva.asciitable.ColumnData<T>> columns) {
        return AsciiTable.builder()
                .border(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS)
                .lineSeparator("\n")
                .data(rows, columns)
                .asString();
    }

    private static Column left(String header) {
        return column(header, HorizontalAlign.LEFT);
    }

    private static Column right(String header) {
        return column(header, HorizontalAlign.RIGHT);
    }

    private static Column column(String header, HorizontalAlign align) {
        return new Column()
                .header(header)
                .headerAlign(align)
                .dataAlign(align)
                .maxWidth(WIDEST, OverflowBehaviour.NEWLINE);
    }
}
