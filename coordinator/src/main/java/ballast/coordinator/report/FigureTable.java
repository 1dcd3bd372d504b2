package ballast.coordinator.report;

import ballast.coordinator.results.StoredStatus;
import ballast.coordinator.stats.CompilingFigures;
import ballast.coordinator.stats.Figures;
import ballast.coordinator.stats.FtqFigures;
import ballast.coordinator.stats.StreamFigures;
import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import com.github.freva.asciitable.HorizontalAlign;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The figures of one benchmark, a line per run. */
final class FigureTable {
    private FigureTable() {}

    static String render(String benchmark, List<RunSummary> runs) {
        List<ColumnData<RunSummary>> columns = new ArrayList<>();
        columns.add(left("cell", run -> run.stored().run().cell().value()));
        columns.add(left("mode", run -> run.stored().cell().mode().label()));
        for (String parameter :
                Varying.parameters(runs.stream().map(run -> run.stored().cell()).toList())) {
            columns.add(left(parameter, run -> parameter(run, parameter).orElse(Numbers.NONE)));
        }
        columns.add(right("rep", run -> String.valueOf(run.stored().run().repetition())));
        columns.add(left("status", FigureTable::status));
        columns.addAll(figures(benchmark));
        columns.add(right("total s", run -> Numbers.seconds(run.figures().get(Figures.TOTAL_S))));
        return AsciiTable.builder()
                .border(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS)
                .lineSeparator("\n")
                .data(runs, columns)
                .asString();
    }

    private static List<ColumnData<RunSummary>> figures(String benchmark) {
        return switch (benchmark) {
            case "inflate" ->
                List.of(spread("shrink GiB/s", Figures.SHRINK_GIB_S), spread("grow GiB/s", Figures.GROW_GIB_S));
            case "stream" -> lowest("copy GB/s", StreamFigures.BANDWIDTH_GB_S);
            case "ftq" -> lowest("work", FtqFigures.WORK);
            case "compiling", "blender" ->
                List.of(
                        number("footprint GiB min", Figures.FOOTPRINT_GIB_MIN),
                        number("peak GiB", Figures.PEAK_GIB),
                        spread("build s", Figures.BUILD_S),
                        number("idle GiB", CompilingFigures.DELAY_GIB + Figures.MEDIAN),
                        number("dropped GiB", CompilingFigures.DROP_GIB));
            default ->
                List.of(number("footprint GiB min", Figures.FOOTPRINT_GIB_MIN), number("peak GiB", Figures.PEAK_GIB));
        };
    }

    /** What a resize costs shows in the lowest values. */
    private static List<ColumnData<RunSummary>> lowest(String header, String figure) {
        return List.of(
                number(header, figure + Figures.MEDIAN),
                number("p5", figure + "_p5"),
                number("p1", figure + "_p1"),
                number("min", figure + Figures.MIN),
                number("shrink GiB/s", Figures.SHRINK_GIB_S + Figures.MEDIAN),
                number("grow GiB/s", Figures.GROW_GIB_S + Figures.MEDIAN));
    }

    private static Optional<String> parameter(RunSummary run, String name) {
        return Optional.ofNullable(run.stored().cell().parameters().get(name));
    }

    /** JSON knows only ended runs; here one that may still come is told apart, and one that was not measured. */
    private static String status(RunSummary run) {
        if (run.isReplayed() && run.isCompleted()) {
            return "replayed";
        }
        String status = run.stored().status() instanceof StoredStatus.Waiting ? "not run" : run.status();
        return run.guard().isDisturbed() ? status + " (disturbed)" : status;
    }

    private static ColumnData<RunSummary> spread(String header, String figure) {
        return right(header, run -> Numbers.spread(run.figures(), figure));
    }

    private static ColumnData<RunSummary> number(String header, String figure) {
        return right(header, run -> Numbers.significant(run.figures().get(figure)));
    }

    private static ColumnData<RunSummary> left(String header, Function<RunSummary, String> cell) {
        return new Column()
                .header(header)
                .headerAlign(HorizontalAlign.LEFT)
                .dataAlign(HorizontalAlign.LEFT)
                .with(cell);
    }

    private static ColumnData<RunSummary> right(String header, Function<RunSummary, String> cell) {
        return new Column()
                .header(header)
                .headerAlign(HorizontalAlign.RIGHT)
                .dataAlign(HorizontalAlign.RIGHT)
                .with(cell);
    }
}
