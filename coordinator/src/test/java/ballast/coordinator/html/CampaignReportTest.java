package ballast.coordinator.html;

import static org.assertj.core.api.Assertions.assertThat;

import ballast.coordinator.exchange.OwnResults;
import ballast.coordinator.report.CampaignSummary;
import ballast.coordinator.results.CampaignRecord;
import ballast.coordinator.results.ResultStore;
import ballast.coordinator.results.StoreFixture;
import ballast.coordinator.results.StoredCampaign;
import ballast.model.Cell;
import ballast.model.Mode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CampaignReportTest {
    private static final Pattern LINK = Pattern.compile("(?:src|href|action|srcset)=\"([^\"]*)\"");

    @TempDir
    Path folder;

    @Test
    void onePageThatNeedsNothingElse() throws Exception {
        StoredCampaign campaign = OwnResults.in(folder);
        String page = CampaignReport.render(CampaignSummary.of(campaign));
        Matcher links = LINK.matcher(page);
        int pictures = 0;
        while (links.find()) {
            assertThat(links.group(1)).startsWith("data:image/svg+xml;base64,");
            pictures++;
        }
        assertThat(pictures).isPositive();
        assertThat(page)
                .startsWith("<!DOCTYPE html>")
                .doesNotContain("<script")
                .contains("8 runs of 7 cells: 7 completed, 1 failed")
                .contains("host-a")
                .contains("<h3>compiling</h3>")
                .contains("footprint [GiB min]")
                .contains("resamples, seed 1")
                .contains("emulated (tcg): not comparable with KVM")
                .contains("BOOT: the guest never answered")
                .contains("Nothing was planned by footprint");
    }

    @Test
    void whatOthersWroteIsShownAndNotObeyed() throws Exception {
        ResultStore store = new ResultStore(folder);
        Cell cell = StoreFixture.inflate(Mode.BASE_MANUAL, "1GiB", false);
        store.create(new CampaignRecord(
                StoreFixture.CAMPAIGN,
                "odd",
                "# <script>alert(1)</script>\nbenchmark: inflate\n",
                List.of(cell),
                List.of(StoreFixture.run(cell)),
                Map.of("ballast", "0.1.0"),
                "<b>me</b>",
                StoreFixture.STARTED));
        store.skipped(StoreFixture.run(cell), "no <i>host\u001b[31m");
        Path report = Conclusion.write(store, StoreFixture.CAMPAIGN).orElseThrow();
        assertThat(report).isEqualTo(folder.resolve("odd/" + StoreFixture.CAMPAIGN + "/report.html"));
        assertThat(Files.readString(report))
                .doesNotContain("<script")
                .doesNotContain("<i>")
                .doesNotContain("<b>")
                .doesNotContain("\u001b")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;\nbenchmark: inflate")
                .contains("./ballast run odd.yaml")
                .contains("No run completed");
        assertThat(report.resolveSibling("figures/figures.json")).exists();
    }

    @Test
    void itIsThereOnlyIfItTellsOfTheRunsAsTheyAreNow() throws Exception {
        ResultStore store = new ResultStore(folder);
        Cell cell = StoreFixture.inflate(Mode.BASE_MANUAL, "1GiB", false);
        assertThat(Conclusion.isWritten(store, StoreFixture.CAMPAIGN))
                .as("nothing can be written of what the store does not have")
                .isTrue();
        store.create(StoreFixture.campaign("mine", List.of(cell)));
        assertThat(Conclusion.isWritten(store, StoreFixture.CAMPAIGN)).isFalse();
        Path report = Conclusion.write(store, StoreFixture.CAMPAIGN).orElseThrow();
        assertThat(Conclusion.isWritten(store, StoreFixture.CAMPAIGN)).isTrue();
        store.skipped(StoreFixture.run(cell), "no host");
        assertThat(Conclusion.isWritten(store, StoreFixture.CAMPAIGN)).isFalse();
        Conclusion.write(store, StoreFixture.CAMPAIGN);
        assertThat(Conclusion.isWritten(store, StoreFixture.CAMPAIGN)).isTrue();
        Files.delete(report);
        assertThat(Conclusion.isWritten(store, StoreFixture.CAMPAIGN)).isFalse();
    }
}
