package ballast.coordinator.plot;

import ballast.coordinator.plot.Group.Measured;
import ballast.coordinator.plot.TimeDrawing.Clock;
import ballast.coordinator.plot.TimeDrawing.Curve;
import ballast.coordinator.plot.TimeDrawing.Kind;
import ballast.coordinator.plot.TimeDrawing.Panel;
import ballast.coordinator.plot.TimeDrawing.Span;
import ballast.coordinator.report.RunSummary;
import ballast.coordinator.results.RawFiles;
import ballast.coordinator.stats.DipFigures;
import ballast.coordinator.stats.Figures;
import ballast.coordinator.stats.FtqFigures;
import ballast.coordinator.stats.FtqQuanta;
import ballast.coordinator.stats.Phase;
import ballast.coordinator.stats.StreamFigures;
import ballast.coordinator.stats.StreamIteration;
import ballast.model.BenchmarkSpec;
import ballast.model.MidResize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How fast a guest works while its VM is shrunk and grown back: a panel for each cell of stream or ftq, of the run with the median
 * work, before the baseline's. Times count from the work's start.
 *
 * @param clock FTQ's quanta have no known length where a run does not tell its phases: then its clock is not known either
 */
record WorkPlot(Readings readings, Group group, Clock clock) {
    static final String CAPTION =
            "Every iteration of each cell's run with the median work, before the baseline's in grey. Shaded: while the"
                    + " VM shrinks and grows, or, where only their times are known, while it is small.";

    private static final double MB_PER_GB = 1000;
    private static final double MILLION = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;

    static WorkPlot of(Readings readings, Group group) {
        boolean timed = !group.benchmark().equals("ftq")
                || group.cells().stream()
                        .allMatch(cell ->
                                Files.exists(typical(cell).stored().path().resolve("phases.csv")));
        return new WorkPlot(readings, group, timed ? Clock.SECONDS : Clock.QUANTA);
    }

    private static RunSummary typical(Measured cell) {
        return cell.typical(
                (cell.cell().spec() instanceof BenchmarkSpec.Ftq ? FtqFigures.WORK : StreamFigures.BANDWIDTH_GB_S)
                        + Figures.MEDIAN);
    }

    String unit() {
        return group.benchmark().equals("ftq") ? "million units" : "GB/s";
    }

    /** Of a group of baselines alone each is a panel of its own. */
    List<Panel> panels() {
        List<Measured> resized = group.cells().stream()
                .filter(cell -> !resize(cell.cell().spec()).baseline())
                .toList();
        Optional<TimeSeries> baseline = group.cells().stream()
                .filter(cell -> resize(cell.cell().spec()).baseline())
                .findFirst()
                .flatMap(this::series);
        List<Panel> panels = new ArrayList<>();
        for (Measured cell : resized.isEmpty() ? group.cells() : resized) {
            series(cell).ifPresent(series -> panels.add(panel(cell, series, resized.isEmpty(), baseline)));
        }
        return panels;
    }

    private Panel panel(Measured cell, TimeSeries series, boolean alone, Optional<TimeSeries> baseline) {
        List<Curve> curves = new ArrayList<>();
        curves.add(new Curve(alone ? Kind.BASELINE : Kind.WORK, series));
        baseline.filter(other -> !alone).ifPresent(other -> curves.add(new Curve(Kind.BASELINE, other)));
        RunSummary run = typical(cell);
        return new Panel(
                cell.label(), remark(run.figures()), curves, Stack.NONE, alone ? List.of() : spans(run), List.of());
    }

    private static String remark(Figures figures) {
        List<String> parts = new ArrayList<>();
        dip(figures, DipFigures.SHRINK_DEPTH, DipFigures.SHRINK_S, "shrink").ifPresent(parts::add);
        dip(figures, DipFigures.GROW_DEPTH, DipFigures.GROW_S, "grow").ifPresent(parts::add);
        return String.join("; ", parts);
    }

    private static Optional<String> dip(Figures figures, String depth, String seconds, String what) {
        return figures.get(depth)
                .flatMap(share -> figures.get(seconds)
                        .map(length ->
                                what + ": −" + Math.round(100 * share) + " %, " + Digits.plain(length) + " s slower"));
    }

    private Optional<TimeSeries> series(Measured cell) {
        RunSummary run = typical(cell);
        Path folder = run.stored().path();
        return cell.cell().spec() instanceof BenchmarkSpec.Ftq ftq
                ? readings.of(run, "work over time", () -> quanta(RawFiles.ftq(folder, ftq.threads())))
                : readings.of(run, "bandwidth over time", () -> iterations(RawFiles.stream(folder)));
    }

    /** Each iteration at its end. */
    private static TimeSeries iterations(List<StreamIteration> iterations) {
        double[] times = new double[iterations.size()];
        double time = 0;
        for (int i = 0; i < times.length; i++) {
            time += iterations.get(i).seconds();
            times[i] = time;
        }
        return new TimeSeries(
                times,
                iterations.stream()
                        .mapToDouble(row -> row.megabytesPerSecond() / MB_PER_GB)
                        .toArray());
    }

    /** Without the first quantum, as in all figures. */
    private TimeSeries quanta(FtqQuanta quanta) {
        List<Long> work = quanta.together();
        double[] times = IntStream.range(1, work.size())
                .mapToDouble(i -> clock == Clock.QUANTA
                        ? i
                        : (quanta.times().get(i) - quanta.times().get(0)) / NANOS_PER_SECOND)
                .toArray();
        return new TimeSeries(
                times,
                work.stream().skip(1).mapToDouble(units -> units / MILLION).toArray());
    }

    private List<Span> spans(RunSummary run) {
        Path folder = run.stored().path();
        if (Files.exists(folder.resolve("phases.csv"))) {
            return readings.of(run, "phases", () -> resizes(folder)).orElse(List.of());
        }
        MidResize resize = resize(run.stored().cell().spec());
        return clock == Clock.QUANTA
                ? List.of()
                : List.of(new Span(
                        "small",
                        resize.shrinkAt().toNanos() / NANOS_PER_SECOND,
                        resize.growAt().toNanos() / NANOS_PER_SECOND));
    }

    private static List<Span> resizes(Path folder) throws IOException {
        List<Phase> phases = RawFiles.phases(folder);
        Optional<Phase> work = first(phases, "work");
        Optional<Phase> shrink = first(phases, "shrink");
        Optional<Phase> grow = first(phases, "grow");
        if (work.isEmpty() || shrink.isEmpty() || grow.isEmpty()) {
            return List.of();
        }
        double start = work.get().start();
        return List.of(
                new Span("shrink", shrink.get().start() - start, shrink.get().end() - start),
                new Span("small", shrink.get().end() - start, grow.get().start() - start),
                new Span("grow", grow.get().start() - start, grow.get().end() - start));
    }

    private static Optional<Phase> first(List<Phase> phases, String name) {
        return phases.stream().filter(phase -> phase.phase().equals(name)).findFirst();
    }

    private static MidResize resize(BenchmarkSpec spec) {
        return spec instanceof BenchmarkSpec.Ftq ftq ? ftq.resize() : ((BenchmarkSpec.Stream) spec).resize();
    }
}
