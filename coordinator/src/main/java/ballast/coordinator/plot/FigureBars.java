package ballast.coordinator.plot;

import ballast.coordinator.plot.BarDrawing.Name;
import ballast.coordinator.plot.BarDrawing.Row;
import ballast.coordinator.plot.Group.Measured;
import ballast.coordinator.report.RunSummary;
import ballast.coordinator.stats.Bootstrap;
import ballast.coordinator.stats.CompilingFigures;
import ballast.coordinator.stats.Description;
import ballast.coordinator.stats.Figures;
import ballast.coordinator.stats.FtqFigures;
import ballast.coordinator.stats.StreamFigures;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/** Figures of a group's cells, as rows of bars. */
final class FigureBars {
    static final String CAPTION =
            "Bars end at the median; whiskers are the 95 % bootstrap interval of the median, rings the single"
                    + " values. Nothing is left out but what the figures leave out.";

    private static final String RATE = "GiB/s";
    private static final String BANDWIDTH = "GB/s";

    /**
     * A row to be.
     *
     * @param per what one of the unit is of the figure's
     */
    private record Kind(String figure, String label, String unit, double per) {
        Kind(String figure, String label, String unit) {
            this(figure, label, unit, 1);
        }
    }

    private static final List<Kind> RATES = List.of(
            new Kind(Figures.SHRINK_GIB_S, "shrink", RATE),
            new Kind(Figures.GROW_GIB_S, "grow", RATE),
            new Kind(Figures.RETURN_INSTALL_GIB_S, "grow and touch", RATE),
            new Kind(Figures.TOUCH_GIB_S, "touch", RATE),
            new Kind(Figures.TOUCH2_GIB_S, "touch again", RATE));

    private static final List<Kind> BUILDS = List.of(
            new Kind(Figures.FOOTPRINT_GIB_MIN, "footprint", "GiB·min"),
            new Kind(Figures.BUILD_S + Figures.MEDIAN, "build time", "s"),
            new Kind(CompilingFigures.DROP_GIB, "after drop", "GiB"),
            new Kind(CompilingFigures.USER_S, "CPU, user", "s"),
            new Kind(CompilingFigures.SYSTEM_S, "CPU, system", "s"));

    private static final List<Kind> VMS = List.of(
            new Kind(Figures.FOOTPRINT_GIB_MIN, "footprint", "GiB·min"),
            new Kind(Figures.PEAK_GIB, "peak", "GiB"),
            new Kind(Figures.BUILD_S + Figures.MEDIAN, "build time", "s"));

    private static final Map<String, List<Kind>> OVERVIEW = Map.of(
            "compiling",
            BUILDS,
            "blender",
            BUILDS,
            "multivm",
            VMS,
            "stream",
            percentiles(StreamFigures.BANDWIDTH_GB_S, BANDWIDTH, 1),
            "ftq",
            percentiles(FtqFigures.WORK, "million units", 1e6));

    private FigureBars() {}

    private static List<Kind> percentiles(String figure, String unit, double per) {
        return List.of(
                new Kind(figure + Figures.MEDIAN, "median", unit, per),
                new Kind(figure + "_p25", "25th perc.", unit, per),
                new Kind(figure + "_p5", "5th perc.", unit, per),
                new Kind(figure + "_p1", "1st perc.", unit, per));
    }

    /** Inflate's rates, of every iteration of every run. */
    static List<Row> rates(Group group) {
        return rows(
                group,
                RATES,
                true,
                kind -> run -> run.variants().measured().values().getOrDefault(kind.figure(), List.of()).stream()
                        .mapToDouble(value -> value));
    }

    /** Of every run one value; none of inflate, of which the rates say all. */
    static List<Row> overview(Group group) {
        return rows(
                group,
                OVERVIEW.getOrDefault(group.benchmark(), List.of()),
                false,
                kind -> run -> run.figures().get(kind.figure()).stream().mapToDouble(value -> value / kind.per()));
    }

    private static List<Row> rows(
            Group group,
            List<Kind> kinds,
            boolean logarithmic,
            Function<Kind, Function<RunSummary, DoubleStream>> values) {
        List<Row> rows = new ArrayList<>();
        for (Kind kind : kinds) {
            List<Optional<Description>> bars = group.cells().stream()
                    .map(cell -> bar(cell, values.apply(kind)))
                    .toList();
            if (bars.stream().anyMatch(Optional::isPresent)) {
                rows.add(new Row(kind.label(), kind.unit(), logarithmic, bars));
            }
        }
        return rows;
    }

    private static Optional<Description> bar(Measured cell, Function<RunSummary, DoubleStream> values) {
        List<Double> all = cell.runs().stream().flatMapToDouble(values).boxed().toList();
        return all.isEmpty() ? Optional.empty() : Optional.of(Description.of(all, Bootstrap.DEFAULT));
    }

    /** A mode's colour; its second cell, and every other one after it, is hatched. */
    static List<Name> names(Group group) {
        Map<java.awt.Color, Integer> seen = new HashMap<>();
        return group.cells().stream()
                .map(cell -> {
                    java.awt.Color color = Palette.of(cell.cell().mode());
                    return new Name(cell.label(), color, seen.merge(color, 1, Integer::sum) % 2 == 0);
                })
                .toList();
    }
}
