package ballast.coordinator.plot;

import ballast.coordinator.plot.Group.Measured;
import ballast.coordinator.plot.TimeDrawing.Curve;
import ballast.coordinator.plot.TimeDrawing.Kind;
import ballast.coordinator.plot.TimeDrawing.Panel;
import ballast.coordinator.plot.TimeDrawing.Span;
import ballast.coordinator.report.RunSummary;
import ballast.coordinator.results.RawFiles;
import ballast.coordinator.stats.CompilingTimes;
import ballast.coordinator.stats.Figures;
import ballast.coordinator.stats.Phase;
import ballast.coordinator.stats.PublishedSample;
import ballast.coordinator.stats.VmSample;
import ballast.model.BenchmarkSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Memory over time of benchmarks with one VM: a panel for each cell, of the run with the median footprint, and its phases. */
record MemoryPlot(Readings readings) {
    static final String CAPTION =
            "Resident memory of each cell's run with the median footprint; other repetitions are thin, the dotted line"
                    + " is the guest's page cache, the dashed one the size that was asked for. Phases are shaded in turn.";

    private static final double GIB = 1L << 30;
    /** More would only darken the panel. */
    private static final int REPETITIONS = 9;

    Optional<Panel> panel(Measured cell) {
        RunSummary run = cell.typical(Figures.FOOTPRINT_GIB_MIN);
        boolean builds = cell.cell().spec() instanceof BenchmarkSpec.Compiling
                || cell.cell().spec() instanceof BenchmarkSpec.Blender;
        List<Curve> curves = new ArrayList<>(builds ? building(run) : sampled(run));
        if (curves.isEmpty()) {
            return Optional.empty();
        }
        cell.runs().stream()
                .filter(other -> !other.stored().run().equals(run.stored().run()))
                .limit(REPETITIONS)
                .flatMap(other -> (builds ? building(other) : sampled(other))
                        .stream().limit(1).map(Curve::series))
                .forEach(series -> curves.add(new Curve(Kind.REPETITION, series)));
        List<Span> spans = builds ? marks(run) : phases(run);
        return Optional.of(new Panel(cell.label(), remark(run), curves, Stack.NONE, spans, List.of()));
    }

    static String remark(RunSummary run) {
        Figures figures = run.figures();
        List<String> parts = new ArrayList<>();
        figures.get(Figures.FOOTPRINT_GIB_MIN).ifPresent(area -> parts.add(Digits.exact(area) + " GiB·min"));
        figures.get(Figures.PEAK_GIB).ifPresent(peak -> parts.add("peak " + Digits.exact(peak) + " GiB"));
        return String.join(", ", parts);
    }

    /** Resident memory first. */
    private List<Curve> building(RunSummary run) {
        return readings.of(
                        run,
                        "memory over time",
                        () -> RawFiles.published(run.stored().path(), 0))
                .map(rows -> List.of(
                        new Curve(Kind.RESIDENT, resident(rows)),
                        new Curve(Kind.CACHE, TimeSeries.of(rows, PublishedSample::time, row -> row.cached() / GIB))))
                .orElse(List.of());
    }

    static TimeSeries resident(List<PublishedSample> rows) {
        return TimeSeries.of(rows, PublishedSample::time, row -> row.rss() / GIB);
    }

    private List<Curve> sampled(RunSummary run) {
        return readings.of(
                        run,
                        "memory over time",
                        () -> RawFiles.samples(run.stored().path()))
                .map(rows -> List.of(
                        new Curve(Kind.RESIDENT, TimeSeries.of(rows, VmSample::time, row -> row.rss() / GIB)),
                        new Curve(Kind.TARGET, TimeSeries.of(rows, VmSample::time, row -> row.target() / GIB))))
                .orElse(List.of());
    }

    private List<Span> marks(RunSummary run) {
        return readings.of(
                        run,
                        "phases",
                        () -> RawFiles.compilingTimes(run.stored().path(), 0))
                .map(MemoryPlot::spans)
                .orElse(List.of());
    }

    private static List<Span> spans(CompilingTimes times) {
        List<Span> spans = new ArrayList<>();
        double end = 0;
        for (int build = 0; build < times.build().size(); build++) {
            spans.add(new Span("build", times.start(build), times.build().get(build)));
            end = times.delay().get(build);
            spans.add(new Span("pause", times.build().get(build), end));
        }
        if (!Double.isNaN(times.clean())) {
            spans.add(new Span("clean", end, times.clean()));
            end = times.clean();
        }
        if (!Double.isNaN(times.drop())) {
            spans.add(new Span("drop", end, times.drop()));
        }
        return spans;
    }

    private List<Span> phases(RunSummary run) {
        return readings.of(run, "phases", () -> phases(run.stored().path())).orElse(List.of());
    }

    private static List<Span> phases(Path folder) throws IOException {
        List<Span> spans = new ArrayList<>();
        for (Phase phase : RawFiles.phases(folder)) {
            if (phase.end() > phase.start()) {
                spans.add(new Span(phase.phase(), phase.start(), phase.end()));
            }
        }
        return spans;
    }
}
