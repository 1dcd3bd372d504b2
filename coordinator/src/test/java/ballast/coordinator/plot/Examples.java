package ballast.coordinator.plot;

import ballast.coordinator.plot.BarDrawing.Name;
import ballast.coordinator.plot.BarDrawing.Row;
import ballast.coordinator.plot.TimeDrawing.Clock;
import ballast.coordinator.plot.TimeDrawing.Curve;
import ballast.coordinator.plot.TimeDrawing.Kind;
import ballast.coordinator.plot.TimeDrawing.Level;
import ballast.coordinator.plot.TimeDrawing.Panel;
import ballast.coordinator.plot.TimeDrawing.Span;
import ballast.coordinator.stats.Bootstrap;
import ballast.coordinator.stats.Description;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/** A drawing of each kind, with all that it may have. */
final class Examples {
    private Examples() {}

    static Map<String, Drawing> all() {
        Map<String, Drawing> all = new LinkedHashMap<>();
        all.put("memory", memory());
        all.put("vms", vms());
        all.put("work", work());
        all.put("rates", rates());
        all.put("overview", overview());
        return all;
    }

    static TimeDrawing memory() {
        List<Span> spans = List.of(
                new Span("build", 0, 400),
                new Span("pause", 400, 600),
                new Span("clean", 600, 620),
                new Span("drop", 620, 800));
        return new TimeDrawing(
                "Memory over time",
                "example 20261128-120000-0000, on host-a. Emulated (accel tcg): not comparable with KVM.",
                Clock.SECONDS,
                "GiB",
                List.of(
                        new Panel(
                                "base-auto",
                                "92.5 GiB·min, peak 9.8 GiB",
                                List.of(
                                        new Curve(Kind.RESIDENT, series(0.5, 800, t -> 6 + 3.8 * Math.sin(t / 130))),
                                        new Curve(Kind.CACHE, series(1, 800, t -> Math.min(4, t / 100))),
                                        new Curve(
                                                Kind.REPETITION, series(0.5, 780, t -> 5.7 + 3.6 * Math.sin(t / 125)))),
                                Stack.NONE,
                                spans,
                                List.of()),
                        new Panel(
                                "llfree-auto",
                                "",
                                List.of(
                                        new Curve(Kind.RESIDENT, gap(series(0.5, 700, t -> 4 + 2 * Math.cos(t / 90)))),
                                        new Curve(Kind.TARGET, series(0.5, 700, t -> t < 300 ? 8 : 2))),
                                Stack.NONE,
                                spans.subList(0, 2),
                                List.of())));
    }

    static TimeDrawing vms() {
        Stack stack = Stack.of(
                List.of("VM 0", "VM 1", "VM 2"),
                List.of(
                        series(2, 18_000, t -> 6 + 4 * Math.sin(t / 1500)),
                        series(2, 20_000, t -> 5 + 3 * Math.sin(t / 1500 + 2)),
                        series(2, 24_000, t -> t == 8888 ? 15 : 4 + 2 * Math.sin(t / 1500 + 4))));
        return new TimeDrawing(
                "Memory of the VMs",
                "",
                Clock.SECONDS,
                "GiB",
                List.of(new Panel(
                        "base-auto",
                        "4711 GiB·min, peak 25.4 GiB",
                        List.of(),
                        stack,
                        List.of(),
                        List.of(new Level("peak", stack.peak(), false), new Level("budget", 28, true)))));
    }

    static TimeDrawing work() {
        TimeSeries baseline = series(0.05, 140, t -> 50 + Math.sin(t * 40));
        return new TimeDrawing(
                "Work while resized",
                "",
                Clock.SECONDS,
                "GB/s",
                IntStream.of(1, 2, 3)
                        .mapToObj(i -> new Panel(
                                "mode " + i,
                                "shrink: −40 %, 12 s slower",
                                List.of(
                                        new Curve(Kind.WORK, series(0.05, 140, t -> dip(t, i))),
                                        new Curve(Kind.BASELINE, baseline)),
                                Stack.NONE,
                                List.of(
                                        new Span("shrink", 20, 20 + 12.0 / i),
                                        new Span("small", 20 + 12.0 / i, 90),
                                        new Span("grow", 90, 90 + 4.0 / i)),
                                List.of()))
                        .toList());
    }

    private static double dip(double time, int i) {
        boolean resizing = (20 < time && time < 20 + 12.0 / i) || (90 < time && time < 90 + 4.0 / i);
        return (resizing ? 30 : 49) + Math.sin(time * 31 * i);
    }

    static BarDrawing rates() {
        return new BarDrawing(
                "Rates of inflate",
                "",
                List.of(
                        new Name("base-manual", Palette.ORANGE, false),
                        new Name("base-manual nofault", Palette.ORANGE, true),
                        new Name("virtio-mem", Palette.SKY_BLUE, false),
                        new Name("llfree-manual", Palette.GREEN, false)),
                List.of(
                        new Row(
                                "shrink",
                                "GiB/s",
                                true,
                                List.of(
                                        bar(0.93, 0.95, 0.97, 1.2),
                                        bar(1.7, 1.8),
                                        bar(12, 14, 11, 13),
                                        bar(250, 333, 280))),
                        new Row(
                                "touch",
                                "GiB/s",
                                true,
                                List.of(bar(3, 3.1), Optional.empty(), bar(2.8), bar(3.4, 3.3)))));
    }

    static BarDrawing overview() {
        List<Name> names = IntStream.range(0, 10)
                .mapToObj(i -> new Name("virtio-mem target=" + i + "GiB", Palette.stacked(i), i % 2 == 1))
                .toList();
        return new BarDrawing(
                "Overview of compiling",
                "",
                names,
                List.of(
                        new Row(
                                "footprint",
                                "GiB·min",
                                false,
                                IntStream.range(0, 10)
                                        .mapToObj(i -> bar(100 + i, 110 + 3 * i, 120 - i))
                                        .toList()),
                        new Row(
                                "build time",
                                "s",
                                false,
                                IntStream.range(0, 10)
                                        .mapToObj(i -> bar(1500 - 7 * i))
                                        .toList())));
    }

    private static Optional<Description> bar(double... values) {
        return Optional.of(Description.of(Arrays.stream(values).boxed().toList(), Bootstrap.DEFAULT));
    }

    static TimeSeries series(double interval, double end, DoubleUnaryOperator value) {
        double[] times = IntStream.rangeClosed(0, (int) (end / interval))
                .mapToDouble(i -> i * interval)
                .toArray();
        return new TimeSeries(times, Arrays.stream(times).map(value).toArray());
    }

    private static TimeSeries gap(TimeSeries series) {
        double[] values = series.values().clone();
        Arrays.fill(values, 500, 560, Double.NaN);
        return new TimeSeries(series.times(), values);
    }
}
