package ballast.coordinator.query;

import ballast.coordinator.report.StoredFigures;
import ballast.coordinator.results.IndexedCampaign;
import ballast.coordinator.results.IndexedRun;
import ballast.coordinator.results.ResultStore;
import ballast.coordinator.stats.FigureCatalog;
import ballast.coordinator.stats.Variant;
import ballast.settings.Nearest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Some runs and some of their figures.
 *
 * @param figures names as in {@link ballast.coordinator.stats.Figures}; of all that there are if {@code allFigures}
 */
public record ResultQuery(Where where, List<String> figures, boolean allFigures, Variant variant) {
    private static final String ALL = "all";

    public ResultQuery {
        figures = List.copyOf(figures);
    }

    /**
     * @param words figures as users name them, or {@code all}
     * @throws QueryException with all that is no figure
     */
    public static ResultQuery of(Where where, List<String> words, Variant variant) throws QueryException {
        List<String> figures = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (String word : words) {
            if (!word.equals(ALL)) {
                FigureCatalog.figure(word)
                        .ifPresentOrElse(
                                figures::add,
                                () -> problems.add("--figure: got '" + word + "', want a figure (see: ballast figures)"
                                        + Nearest.hint(word, FigureCatalog.shortNames())));
            }
        }
        if (!problems.isEmpty()) {
            throw new QueryException(problems);
        }
        return new ResultQuery(where, figures, words.contains(ALL), variant);
    }

    /** Blocks: figures that nobody asked for before are computed from the raw files. */
    public ResultRows ask(ResultStore store, List<IndexedCampaign> campaigns) throws QueryException, IOException {
        where.check(campaigns);
        List<ResultRows.Row> rows = new ArrayList<>();
        Set<String> found = new LinkedHashSet<>(figures);
        for (IndexedCampaign campaign : campaigns) {
            List<IndexedRun> chosen = campaign.runs().stream()
                    .filter(run -> where.holds(campaign, run))
                    .toList();
            Map<String, Map<String, Double>> known =
                    chosen.isEmpty() || !wantsFigures() ? Map.of() : figures(StoredFigures.of(store, campaign));
            for (IndexedRun run : chosen) {
                Map<String, Double> own =
                        known.getOrDefault(key(run.run().cell(), run.run().repetition()), Map.of());
                if (allFigures) {
                    found.addAll(own.keySet());
                }
                rows.add(new ResultRows.Row(campaign, run, own));
            }
        }
        return new ResultRows(rows, List.copyOf(found));
    }

    private boolean wantsFigures() {
        return allFigures || !figures.isEmpty();
    }

    private Map<String, Map<String, Double>> figures(StoredFigures stored) {
        Map<String, Map<String, Double>> byRun = new HashMap<>();
        for (StoredFigures.Run run : stored.runs()) {
            byRun.put(
                    key(run.cell(), run.repetition()),
                    variant == Variant.CORRECTED ? run.corrected() : run.asPublished());
        }
        return byRun;
    }

    private static String key(Object cell, int repetition) {
        return cell + "/" + repetition;
    }
}
