package ballast.coordinator.plot;

import ballast.coordinator.plot.Group.Measured;
import ballast.coordinator.plot.TimeDrawing.Level;
import ballast.coordinator.plot.TimeDrawing.Panel;
import ballast.coordinator.report.RunSummary;
import ballast.coordinator.results.RawFiles;
import ballast.coordinator.stats.Figures;
import ballast.coordinator.stats.MultiVmFigures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** What several VMs occupy together, one upon the other: a panel for each cell, of the run with the median footprint. */
record VmsPlot(Readings readings) {
    static final String CAPTION =
            "Resident memory of the VMs of each cell's run with the median footprint, one upon the other;"
                    + " the dashed line is the peak of their sum. A VM that has ended occupies nothing.";

    Optional<Panel> panel(Measured cell) {
        RunSummary run = cell.typical(Figures.FOOTPRINT_GIB_MIN);
        return readings.of(run, "memory of the VMs", () -> stack(run))
                .filter(stack -> stack.times().length > 0)
                .map(stack -> new Panel(
                        cell.label(),
                        MemoryPlot.remark(run) + versus(run.figures()),
                        List.of(),
                        stack,
                        List.of(),
                        List.of(new Level("peak", stack.peak(), false))));
    }

    private static Stack stack(RunSummary run) throws IOException {
        int vms = run.stored().cell().spec().vmCount();
        List<TimeSeries> series = new ArrayList<>();
        for (int vm = 0; vm < vms; vm++) {
            series.add(
                    MemoryPlot.resident(RawFiles.published(run.stored().path().resolve("vm_" + vm), 0)));
        }
        return Stack.of(IntStream.range(0, vms).mapToObj(vm -> "VM " + vm).toList(), series);
    }

    private static String versus(Figures figures) {
        return figures.get(MultiVmFigures.FOOTPRINT_VS_BASELINE)
                .filter(share -> share != 0)
                .map(share -> String.format(Locale.ROOT, " (%+.0f %% GiB·min against base-manual)", 100 * share)
                        .replace('-', '−')
                        .replace("base−manual", "base-manual"))
                .orElse("");
    }
}
