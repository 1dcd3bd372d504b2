package ballast.coordinator.query;

import ballast.coordinator.report.Varying;
import ballast.coordinator.results.IndexedCampaign;
import ballast.coordinator.results.IndexedCell;
import ballast.coordinator.results.IndexedRun;
import ballast.coordinator.table.Column;
import ballast.coordinator.table.TableFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What a question to the store gave.
 *
 * @param rows of the latest campaign first, in each in the plan's order
 * @param figures that have a column, by name
 */
public record ResultRows(List<Row> rows, List<String> figures) {
    public ResultRows {
        rows = List.copyOf(rows);
        figures = List.copyOf(figures);
    }

    /** A run with the figures that are known of it. */
    public record Row(IndexedCampaign campaign, IndexedRun run, Map<String, Double> figures) {}

    /** For programs: all that is told of a run, then its figures. */
    public List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        Arrays.stream(RunField.values()).map(RunField::column).forEach(columns::add);
        figures.stream().map(Column::number).forEach(columns::add);
        return columns;
    }

    /** Into a table of {@link #columns}. */
    public void write(TableFile table) throws IOException {
        RunField[] fields = RunField.values();
        for (Row row : rows) {
            List<Object> values = new ArrayList<>();
            for (RunField field : fields) {
                values.add(field.value(row.campaign(), row.run()));
            }
            figures.forEach(figure -> values.add(row.figures().get(figure)));
            table.row(values.toArray());
        }
    }

    /** For people: what tells the runs apart, then their figures. */
    public void writeShort(OpenTable open) throws IOException {
        boolean several =
                rows.stream().map(row -> row.campaign().id()).distinct().count() > 1;
        boolean hosts = rows.stream()
                        .map(row -> String.valueOf(RunField.HOST.value(row.campaign(), row.run())))
                        .distinct()
                        .count()
                > 1;
        List<String> varying = Varying.of(rows.stream()
                .map(row -> row.run().cell())
                .distinct()
                .map(IndexedCell::parameters)
                .toList());
        List<Column> columns = new ArrayList<>();
        if (several) {
            columns.add(Column.text("campaign"));
        }
        columns.addAll(List.of(Column.text("cell"), Column.text("benchmark"), Column.text("mode")));
        varying.stream().map(Column::text).forEach(columns::add);
        columns.addAll(List.of(Column.whole("rep"), Column.text("status")));
        if (hosts) {
            columns.add(Column.text("host"));
        }
        figures.stream().map(Column::number).forEach(columns::add);
        try (TableFile table = open.of(columns)) {
            for (Row row : rows) {
                table.row(shortly(row, several, hosts, varying).toArray());
            }
        }
    }

    private List<Object> shortly(Row row, boolean several, boolean hosts, List<String> varying) {
        IndexedRun run = row.run();
        List<Object> values = new ArrayList<>();
        if (several) {
            values.add(row.campaign().id());
        }
        values.addAll(
                List.of(run.cell().id(), run.cell().benchmark(), run.cell().mode()));
        varying.forEach(name -> values.add(run.cell().parameters().get(name)));
        values.add(run.run().repetition());
        boolean disturbed = run.end().map(IndexedRun.End::disturbed).orElse(false);
        values.add(RunField.STATUS.value(row.campaign(), run) + (disturbed ? " (disturbed)" : ""));
        if (hosts) {
            values.add(RunField.HOST.value(row.campaign(), run));
        }
        figures.forEach(figure -> values.add(row.figures().get(figure)));
        return values;
    }

    /** Makes a table once its columns are known. */
    public interface OpenTable {
        TableFile of(List<Column> columns) throws IOException;
    }
}
