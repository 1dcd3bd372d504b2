package ballast.coordinator.compare;

import ballast.coordinator.report.RunSummary;
import ballast.coordinator.stats.FigureCatalog;
import ballast.coordinator.stats.FigureKind;
import ballast.model.Cell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * All runs of a cell.
 *
 * @param runs in the plan's order
 */
record Side(Cell cell, List<RunSummary> runs) {
    Side {
        runs = List.copyOf(runs);
    }

    /** In the order in which cells come first. */
    static List<Side> of(List<RunSummary> runs) {
        Map<String, List<RunSummary>> cells = new LinkedHashMap<>();
        runs.forEach(run -> cells.computeIfAbsent(run.stored().cell().id().value(), id -> new ArrayList<>())
                .add(run));
        return cells.values().stream()
                .map(own -> new Side(own.get(0).stored().cell(), own))
                .toList();
    }

    /** What users wrote, with what is always told. */
    Map<String, String> parameters() {
        Map<String, String> parameters = new TreeMap<>(cell.parameters());
        parameters.put("benchmark", cell.benchmark());
        parameters.put("mode", cell.mode().label());
        return parameters;
    }

    /** One value of each run that has it, or of each of its iterations. */
    List<Double> values(String figure, CompareOptions options) {
        return counted(options).flatMap(run -> values(run, figure, options)).toList();
    }

    private static Stream<Double> values(RunSummary run, String figure, CompareOptions options) {
        Optional<FigureKind> kind =
                options.unit() == CompareOptions.Unit.ITERATION ? FigureCatalog.kind(figure) : Optional.empty();
        return kind.map(of -> run.variants().values(options.variant(), of.name(), figure).stream())
                .orElseGet(() -> run.variants().of(options.variant()).get(figure).stream());
    }

    /** That completed, without those that are to be left out. */
    Stream<RunSummary> counted(CompareOptions options) {
        return completed().filter(run -> counts(run, options));
    }

    static boolean counts(RunSummary run, CompareOptions options) {
        return (options.includeDisturbed() || !run.guard().isDisturbed())
                && (!options.leaveOutDoubtful() || run.problems().isEmpty());
    }

    Stream<RunSummary> completed() {
        return runs.stream().filter(RunSummary::isCompleted);
    }
}
