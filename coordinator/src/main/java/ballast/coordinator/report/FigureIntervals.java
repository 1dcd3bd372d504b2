package ballast.coordinator.report;

import ballast.coordinator.stats.Distribution;
import ballast.coordinator.stats.Figures;
import ballast.model.Cell;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A campaign's figures by cell, each with an interval. Runs that the memory guard has disturbed are left out; they are not to be compared.
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
     */
    public record OfCell(Cell cell, int runs, int disturbed, boolean replayed, Map<String, Interval> figures) {
        public OfCell {
            figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
        }
    }

    /**
     * A figure, under its name without {@code _median}.
     *
     * @param median of the runs' medians, or of their values if a run has just one
     * @param low the lowest of all that all runs have measured
     * @param high the highest
     */
    public record Interval(double low, double median, double high) {}

    public FigureIntervals {
        cells = List.copyOf(cells);
    }

    public static FigureIntervals of(CampaignSummary summary) {
        Map<Cell, List<RunSummary>> byCell = new LinkedHashMap<>();
        for (RunSummary run : summary.runs()) {
            byCell.computeIfAbsent(run.stored().cell(), cell -> new ArrayList<>())
                    .add(run);
        }
        return new FigureIntervals(byCell.entrySet().stream()
                .map(entry -> ofCell(entry.getKey(), entry.getValue()))
                .toList());
    }

    private static OfCell ofCell(Cell cell, List<RunSummary> all) {
        List<RunSummary> completed =
                all.stream().filter(RunSummary::isCompleted).toList();
        List<RunSummary> used =
                completed.stream().filter(run -> !run.guard().isDisturbed()).toList();
        Map<String, Interval> intervals = new LinkedHashMap<>();
        for (RunSummary run : used) {
            run.figures().values().keySet().stream()
                    .map(FigureIntervals::family)
                    .distinct()
                    .forEach(name -> intervals.computeIfAbsent(name, fresh -> interval(fresh, used)));
        }
        intervals.values().removeIf(interval -> Double.isNaN(interval.median()));
        return new OfCell(
                cell,
                used.size(),
                completed.size() - used.size(),
                used.stream().anyMatch(RunSummary::isReplayed),
                intervals);
    }

    /** Percentiles and the like have no interval of their own. */
    private static String family(String figure) {
        return figure.replaceFirst("_(median|min|max|mean|std|p1|p5|p95|p99|count)$", "");
    }

    private static Interval interval(String name, List<RunSummary> runs) {
        List<Interval> each = runs.stream().map(run -> of(run.figures(), name)).toList();
        return new Interval(
                each.stream()
                        .mapToDouble(Interval::low)
                        .filter(Double::isFinite)
                        .min()
                        .orElse(Double.NaN),
                Distribution.of(each.stream().mapToDouble(Interval::median))
                        .map(Distribution::median)
                        .orElse(Double.NaN),
                each.stream()
                        .mapToDouble(Interval::high)
                        .filter(Double::isFinite)
                        .max()
                        .orElse(Double.NaN));
    }

    /** All NaN if the run has none of that name. */
    private static Interval of(Figures figures, String name) {
        double value =
                figures.get(name).or(() -> figures.get(name + Figures.MEDIAN)).orElse(Double.NaN);
        return new Interval(
                figures.get(name + Figures.MIN).orElse(value),
                value,
                figures.get(name + Figures.MAX).orElse(value));
    }
}
