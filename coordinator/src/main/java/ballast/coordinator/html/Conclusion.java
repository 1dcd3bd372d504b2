package ballast.coordinator.html;

import ballast.coordinator.report.CampaignSummary;
import ballast.coordinator.report.StoredFigures;
import ballast.coordinator.results.IndexedCampaign;
import ballast.coordinator.results.ResultStore;
import ballast.coordinator.results.StoreIndex;
import ballast.coordinator.results.StoredCampaign;
import ballast.model.CampaignId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What is written at the end of a campaign: {@code figures/figures.json} and {@code report.html} in its folder. */
public final class Conclusion {
    public static final String REPORT = "report.html";

    private Conclusion() {}

    /** Whether both are there, and of what the campaign's runs are now; also if the store does not have it, so that nothing can be written. */
    public static boolean isWritten(ResultStore store, CampaignId id) throws IOException {
        StoreIndex.Found found = store.index().find(id.value());
        if (found.campaigns().isEmpty()) {
            return true;
        }
        IndexedCampaign indexed = found.campaigns().get(0);
        return Files.exists(indexed.path().resolve(REPORT))
                && StoredFigures.ofTheEnd(indexed.path())
                        .filter(figures -> figures.state().equals(indexed.state()))
                        .isPresent();
    }

    /**
     * Writes both anew, of what there is. Blocks on the disk.
     *
     * @return where the report is; empty if the store does not have the campaign
     */
    public static Optional<Path> write(ResultStore store, CampaignId id) throws IOException {
        StoreIndex.Found found = store.index().find(id.value());
        if (found.campaigns().isEmpty()) {
            return Optional.empty();
        }
        IndexedCampaign indexed = found.campaigns().get(0);
        StoredCampaign stored = ResultStore.read(indexed.path());
        CampaignSummary summary = CampaignSummary.of(stored);
        byte[] report = CampaignReport.render(summary).getBytes(StandardCharsets.UTF_8);
        store.attach(id, StoredFigures.FILE, StoredFigures.of(summary, indexed));
        store.attach(id, REPORT, report);
        return Optional.of(stored.path().resolve(REPORT));
    }
}
