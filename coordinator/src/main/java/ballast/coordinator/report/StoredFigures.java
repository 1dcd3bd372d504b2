package ballast.coordinator.report;

import ballast.coordinator.results.IndexedCampaign;
import ballast.coordinator.results.ResultStore;
import ballast.coordinator.results.StoreIndex;
import ballast.model.CellId;
import ballast.model.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The figures of a campaign's runs as they were computed at some time. {@code figures/figures.json} in a campaign's folder keeps those of its end, for
 * {@code ballast verify}; the store's index keeps the latest, so that they are not computed for each question.
 *
 * @param state of the campaign's runs, see {@link IndexedCampaign#state}
 * @param formulas which program computed them, see {@link Formulas}
 * @param runs those that completed, in the plan's order
 */
public record StoredFigures(String state, String formulas, List<Run> runs) {
    public static final String FILE = "figures/figures.json";
    private static final String KEPT = ".figures.json";

    /**
     * A run's, by both computations.
     *
     * @param doubts why they should not be relied on
     */
    public record Run(
            CellId cell,
            int repetition,
            Map<String, Double> corrected,
            Map<String, Double> asPublished,
            List<String> doubts) {
        public Run {
            corrected = Collections.unmodifiableMap(new LinkedHashMap<>(corrected));
            asPublished = Collections.unmodifiableMap(new LinkedHashMap<>(asPublished));
            doubts = List.copyOf(doubts);
        }
    }

    public StoredFigures {
        runs = List.copyOf(runs);
    }

    /** Computed already, of the campaign in this state. */
    public static StoredFigures of(CampaignSummary summary, IndexedCampaign campaign) {
        List<Run> runs = summary.runs().stream()
                .filter(RunSummary::isCompleted)
                .map(run -> new Run(
                        run.stored().cell().id(),
                        run.stored().run().repetition(),
                        run.figures().values(),
                        run.variants().asPublished().values(),
                        run.doubts()))
                .toList();
        return new StoredFigures(campaign.state(), Formulas.stamp(), runs);
    }

    /** Those that the store keeps, or computed of the raw files and kept. Blocks on the disk. */
    public static StoredFigures of(ResultStore store, IndexedCampaign campaign) throws IOException {
        StoreIndex index = store.index();
        Path place = index.place(campaign, KEPT);
        Optional<StoredFigures> kept = Files.exists(place) ? kept(place) : Optional.empty();
        String state = campaign.state();
        if (kept.filter(known -> known.state().equals(state) && known.formulas().equals(Formulas.stamp()))
                .isPresent()) {
            return kept.get();
        }
        StoredFigures computed = of(CampaignSummary.of(ResultStore.read(campaign.path())), campaign);
        index.keep(place, Json.mapper().writeValueAsBytes(computed));
        return computed;
    }

    /** What cannot be read is computed again. */
    private static Optional<StoredFigures> kept(Path file) {
        try {
            return Optional.of(Json.mapper().readValue(file.toFile(), StoredFigures.class));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Those of a campaign's end; empty if it has not ended, or ended before there were such. */
    public static Optional<StoredFigures> ofTheEnd(Path campaign) throws IOException {
        Path file = campaign.resolve(FILE);
        return Files.exists(file)
                ? Optional.of(Json.mapper().readValue(file.toFile(), StoredFigures.class))
                : Optional.empty();
    }
}
