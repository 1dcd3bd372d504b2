package ballast.coordinator.report;

import ballast.coordinator.stats.Bootstrap;
import ballast.coordinator.stats.Description;
import ballast.coordinator.stats.FigureCatalog;
import ballast.coordinator.stats.FigureKind;
import ballast.coordinator.stats.Variant;
import ballast.model.Cell;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A campaign's corrected figures by cell, each with its interval. Runs that the memory guard has disturbed are left out; they are not to be compared.
 *
 * @param cells in the campaign's order; those without a figure included
 */
public record FigureIntervals(List<OfCell> cells) {
    /**
     * A cell's.
     *
     * @param runs how many figures are of
     * @param disturbed how many were left out
     * @param replayed whether they are those of traces that were played back: not measured
     * @param figures in the catalog's order; of each iteration's value where a run has several, else of each run's
     */
    public record OfCell(Cell cell, int runs, int disturbed, boolean replayed, Map<FigureKind, Description> figures) {
        public OfCell {
            figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
        }
    }

    public FigureIntervals {
        cells = List.copyOf(cells);
    }

    public static FigureIntervals of(CampaignSummary summary, Bootstrap bootstrap) {
        Map<Cell, List<RunSummary>> byCell = new LinkedHashMap<>();
        for (RunSummary run : summary.runs()) {
            byCell.computeIfAbsent(run.stored().cell(), cell -> new ArrayList<>())
                    .add(run);
        }
        return new FigureIntervals(byCell.entrySet().stream()
                .map(entry -> ofCell(entry.getKey(), entry.getValue(), bootstrap))
                .toList());
    }

    private static OfCell ofCell(Cell cell, List<RunSummary> all, Bootstrap bootstrap) {
        List<RunSummary> completed =
                all.stream().filter(RunSummary::isCompleted).toList();
        List<RunSummary> used =
                completed.stream().filter(run -> !run.guard().isDisturbed()).toList();
        Map<FigureKind, Description> figures = new LinkedHashMap<>();
        for (FigureKind kind : FigureCatalog.kinds()) {
            List<Double> values = kind.benchmarks().contains(cell.benchmark()) ? values(kind, used) : List.of();
            if (!values.isEmpty()) {
                figures.put(kind, Description.of(values, bootstrap));
            }
        }
        return new OfCell(
                cell,
                used.size(),
                completed.size() - used.size(),
                used.stream().anyMatch(RunSummary::isReplayed),
                figures);
    }

    /** Of all runs, in their order: of each iteration where a run has several, else of each run. */
    public static List<Double> values(FigureKind kind, List<RunSummary> runs) {
        return runs.stream()
                .flatMap(run -> run.variants().values(Variant.CORRECTED, kind.name(), kind.key()).stream())
                .filter(Double::isFinite)
                .toList();
    }
}
