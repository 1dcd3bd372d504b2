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
import java.time.Instant;
import java.util.Optional;

/** What is written at the end of a campaign: {@code figures/figures.json} and {@code report.html} in its folder. */
public final class Conclusion {
    public static final String REPORT = "report.html";

    private Conclusion() {}

    /**
     * Whether the report is there, and not older than the campaign's end.
     *
     * @param last when the last of its attempts ended
     * @return true also if the store does not have the campaign, of which nothing can be written
     */
    public static boolean isWritten(ResultStore store, CampaignId id, Optional<Instant> last) throws IOException {
        StoreIndex.Found found = store.index().find(id.value());
        if (found.campaigns().isEmpty()) {
            return true;
        }
        Path report = found.campaigns().get(0).path().resolve(REPORT);
        return Files.exists(report)
                && !Files.getLastModifiedTime(report).toInstant().isBefore(last.orElse(Instant.MIN));
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
        store.attach(id, StoredFigures.FILE, StoredFigures.of(summary, indexed));
        store.attach(id, REPORT, CampaignReport.render(summary).getBytes(StandardCharsets.UTF_8));
        return Optional.of(stored.path().resolve(REPORT));
    }
}
