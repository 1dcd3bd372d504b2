package ballast.coordinator.plot;

import ballast.coordinator.plot.TimeDrawing.Clock;
import ballast.coordinator.plot.TimeDrawing.Level;
import ballast.coordinator.plot.TimeDrawing.Panel;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Planned footprints over time, stacked, under the line of the budget: a panel for each host, one below the other. */
public final class FootprintPlot {
    private static final double GIB = 1L << 30;

    private FootprintPlot() {}

    /** @param stacks one or more */
    public static void writeSvg(List<FootprintStack> stacks, OutputStream out) throws IOException {
        out.write(PlotFormat.SVG.draw(drawing(stacks)));
    }

    static TimeDrawing drawing(List<FootprintStack> stacks) {
        return new TimeDrawing(
                "Resident memory as planned",
                "",
                Clock.SECONDS,
                "GiB",
                stacks.stream().map(FootprintPlot::panel).toList());
    }

    private static Panel panel(FootprintStack stack) {
        List<Level> levels = new ArrayList<>();
        levels.add(new Level("budget", stack.budget() / GIB, true));
        if (stack.usable() < stack.budget()) {
            levels.add(new Level("budget × (1 − margin)", stack.usable() / GIB, false));
        }
        return new Panel(stack.title(), "", List.of(), shown(stack), List.of(), levels);
    }

    /** Thinned before it is taken apart: hundreds of bands have millions of seconds. */
    private static Stack shown(FootprintStack stack) {
        long[] sums = stack.sums();
        double[] seconds = new TimeSeries(
                        IntStream.range(0, sums.length).asDoubleStream().toArray(),
                        Arrays.stream(sums).asDoubleStream().toArray())
                .thinned(Page.COLUMNS)
                .times();
        return new Stack(
                stack.bands().stream().map(FootprintStack.Band::name).toList(),
                seconds,
                stack.bands().stream()
                        .map(band -> Arrays.stream(seconds)
                                .map(second -> band.at((int) second) / GIB)
                                .toArray())
                        .toList());
    }
}
