package ballast.coordinator.report;

import ballast.coordinator.results.RawFiles;
import ballast.coordinator.results.StoredRun;
import ballast.coordinator.results.StoredStatus;
import ballast.coordinator.stats.FigureVariants;
import ballast.coordinator.stats.Figures;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a run's raw files and tells what they say. */
final class RunFigures {
    private static final String TOTAL = "total";
    private static final String STORE = "store";
    private static final String OVERHEAD = "overhead";

    private final BenchmarkFigures benchmarks;
    private final StoredRun run;
    private final Readings readings;

    private RunFigures(BenchmarkFigures benchmarks, Readings readings) {
        this.benchmarks = benchmarks;
        this.run = readings.run();
        this.readings = readings;
    }

    /** @param benchmarks of the run's campaign */
    static RunSummary of(BenchmarkFigures benchmarks, Readings readings) {
        return new RunFigures(benchmarks, readings).summary();
    }

    private RunSummary summary() {
        if (!(run.status() instanceof StoredStatus.Ended)) {
            return new RunSummary(run, FigureVariants.NONE, Map.of(), List.of(), List.of(), GuardRecord.NONE);
        }
        Map<String, Double> timing =
                new LinkedHashMap<>(readings.attempt("where its time went", () -> RawFiles.timing(run.path()))
                        .orElse(Map.of()));
        timing.values().removeIf(seconds -> !Double.isFinite(seconds));
        addStore(timing, (StoredStatus.Ended) run.status());
        FigureVariants figures = run.status() instanceof StoredStatus.Completed ? figures(timing) : FigureVariants.NONE;
        Optional<JsonNode> meta =
                readings.attempt("meta.json", () -> RawFiles.meta(run.path())).flatMap(found -> found);
        return new RunSummary(run, figures, timing, notes(meta), readings.problems(), GuardRecord.of(meta));
    }

    /**
     * The attempt's own account ends before its files are digested, uploaded and announced; the coordinator's clock tells how long that
     * took, and what its messages took. That is overhead, too.
     */
    private static void addStore(Map<String, Double> timing, StoredStatus.Ended status) {
        Double total = timing.get(TOTAL);
        if (total != null) {
            double given = Duration.between(status.started(), status.ended()).toNanos() / 1e9;
            double store = Math.max(0, given - total);
            timing.put(STORE, store);
            timing.computeIfPresent(OVERHEAD, (name, seconds) -> seconds + store);
        }
    }

    private FigureVariants figures(Map<String, Double> timing) {
        Figures total = Figures.NONE.and(Figures.TOTAL_S, timing.getOrDefault(TOTAL, Double.NaN));
        return benchmarks.of(readings).and(FigureVariants.ours(total));
    }

    private static List<String> notes(Optional<JsonNode> meta) {
        return meta.map(found -> found.at("/ballast/resizeTiming"))
                .filter(timing -> timing.hasNonNull("source"))
                .map(timing -> List.of(resizeTiming(timing)))
                .orElse(List.of());
    }

    private static String resizeTiming(JsonNode timing) {
        String source = timing.get("source").asText();
        long interval = timing.path("pollIntervalNs").asLong(0);
        return "resizes timed by " + source
                + (source.equals("qmp") && interval > 0 ? ", a query every " + Numbers.millis(interval) : "");
    }
}
