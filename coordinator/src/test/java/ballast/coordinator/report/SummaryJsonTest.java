package ballast.coordinator.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ballast.coordinator.results.StoreFixture;
import ballast.coordinator.stats.FirstIteration;
import ballast.coordinator.stats.Measurements;
import ballast.model.Cell;
import ballast.model.Json;
import ballast.model.Mode;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummaryJsonTest {
    private static final Offset<Double> EXACT = within(1e-12);

    @TempDir
    Path folder;

    private SummaryFixture fixture;

    @BeforeEach
    void openStore() {
        fixture = new SummaryFixture(folder);
    }

    @Test
    void hasTheKeysThatProgramsReadAndNoOthers() throws Exception {
        JsonNode document = parse(fixture.inflate());

        assertThat(names(document))
                .containsExactly("campaign", "store", "imported", "variants", "cells", "budgetBreaches");
        assertThat(document.get("budgetBreaches").isNull()).as("nobody watched").isTrue();
        assertThat(document.get("campaign").asText()).isEqualTo(StoreFixture.CAMPAIGN.value());
        assertThat(document.get("store").asText())
                .isEqualTo(fixture.store().root().toString());
        for (JsonNode cell : document.get("cells")) {
            assertThat(names(cell))
                    .containsExactly(
                            "id",
                            "benchmark",
                            "mode",
                            "parameters",
                            "repetition",
                            "status",
                            "reason",
                            "details",
                            "path",
                            "figures",
                            "asPublished",
                            "accel",
                            "timing",
                            "driver",
                            "replayed",
                            "guard",
                            "disturbed");
        }
    }

    @Test
    void replayedRunsAreMarked() throws Exception {
        JsonNode replayed = parse(fixture.replayed()).at("/cells/0");
        assertThat(replayed.get("driver").asText()).isEqualTo("replay");
        assertThat(replayed.get("accel").asText()).isEqualTo("none");
        assertThat(replayed.get("replayed").asText()).isEqualTo("not measured");
        assertThat(replayed.at("/figures/footprint_gib_min").asDouble()).isPositive();
    }

    @Test
    void campaignIsDoneWhenTheRestWasSkipped() throws Exception {
        List<Cell> cells = List.of(
                StoreFixture.inflate(Mode.BASE_MANUAL, "1GiB", false),
                StoreFixture.inflate(Mode.VIRTIO_MEM, "1GiB", false));
        fixture.create("inflate", cells);
        fixture.store().skipped(StoreFixture.run(cells.get(1)), "virtio-mem needs a QEMU");
        assertThat(fixture.read().isDone()).isFalse();

        fixture.commit(cells.get(0), StoreFixture.COMPLETED, SummaryFixture.INFLATE_FILES);

        assertThat(fixture.read().isDone()).isTrue();
    }

    @Test
    void tellsHowEveryRunOfThePlanEnded() throws Exception {
        CampaignSummary summary = fixture.inflate();
        JsonNode cells = parse(summary).get("cells");

        assertThat(cells.findValuesAsText("status")).containsExactly("completed", "failed", "skipped", "skipped");
        assertThat(cells.findValuesAsText("reason"))
                .containsExactly(
                        "null",
                        "BOOT: the guest never answered",
                        "no host has 4 cores",
                        "not run: the campaign has not come to it");
        assertThat(cells.get(0).get("details")).isEmpty();
        assertThat(cells.get(1).get("details")).hasSize(12);
        assertThat(cells.get(1).at("/details/0").asText()).isEqualTo("command: qemu-system-x86_64 -S");
        assertThat(cells.get(0).get("path").asText()).endsWith("/rep-1");
        assertThat(cells.get(0).get("accel").asText()).isEqualTo("tcg");
        assertThat(cells.get(0).get("driver").asText()).isEqualTo("qemu");
        assertThat(cells.get(0).get("replayed").isNull()).isTrue();
        assertThat(cells.get(0).at("/timing/boot").asDouble()).isEqualTo(1.8);
        assertThat(cells.get(0).at("/timing/store").asDouble()).isCloseTo(0.4, EXACT);
        assertThat(cells.get(0).at("/timing/overhead").asDouble()).isCloseTo(0.76, EXACT);
        assertThat(cells.get(1).get("figures")).isEmpty();
        assertThat(cells.get(3).get("path").isNull()).isTrue();
        assertThat(summary.isDone()).isFalse();
    }

    @Test
    void inflateFiguresDivideWhatMovedAndLeaveOutTheFirstIteration() throws Exception {
        JsonNode figures = parse(fixture.inflate()).at("/cells/0/figures");

        assertThat(names(figures))
                .containsExactly(
                        "shrink_gib_s_median",
                        "shrink_gib_s_min",
                        "shrink_gib_s_max",
                        "grow_gib_s_median",
                        "grow_gib_s_min",
                        "grow_gib_s_max",
                        "touch_gib_s_median",
                        "touch_gib_s_min",
                        "touch_gib_s_max",
                        "touch2_gib_s_median",
                        "touch2_gib_s_min",
                        "touch2_gib_s_max",
                        "return_install_gib_s_median",
                        "return_install_gib_s_min",
                        "return_install_gib_s_max",
                        "footprint_gib_min",
                        "peak_gib",
                        "total_s");
        assertThat(figures.get("shrink_gib_s_min").asDouble()).isCloseTo(0.125, EXACT);
        assertThat(figures.get("shrink_gib_s_median").asDouble()).isCloseTo(0.1875, EXACT);
        assertThat(figures.get("shrink_gib_s_max").asDouble()).isCloseTo(0.25, EXACT);
        assertThat(figures.get("grow_gib_s_max").asDouble()).isCloseTo(1, EXACT);
        assertThat(figures.get("touch_gib_s_min").asDouble()).isCloseTo(0.5, EXACT);
        assertThat(figures.get("footprint_gib_min").asDouble()).isCloseTo(1, EXACT);
        assertThat(figures.get("total_s").asDouble()).isCloseTo(22.1, EXACT);
    }

    @Test
    void bothVariantsStandBesideEachOther() throws Exception {
        CampaignSummary summary = fixture.inflate();
        JsonNode published = parse(summary).at("/cells/0/asPublished");

        // 1 GiB / 2 s and 1 GiB / 1 s, although less moved; without the first iteration
        assertThat(published.get("shrink_gib_s_min").asDouble()).isCloseTo(0.5, EXACT);
        assertThat(published.get("shrink_gib_s_max").asDouble()).isCloseTo(1, EXACT);
        assertThat(published.has("footprint_gib_min")).isFalse();
        assertThat(parse(summary).at("/variants/asPublished").asText()).startsWith("as-published: as the published");
    }

    @Test
    void theFirstIterationCountsIfAsked() throws Exception {
        CampaignSummary summary = CampaignSummary.of(fixture.inflate().campaign(), FirstIteration.COUNTED);
        Measurements measured = summary.runs().get(0).variants().measured();
        assertThat(measured.values().get("shrink_gib_s")).hasSize(3);
        assertThat(summary.runs().get(0).figures().get("shrink_gib_s_median")).contains(0.25);
    }

    @Test
    void multivmFiguresAreOfAllVmsTogether() throws Exception {
        JsonNode figures = parse(fixture.multivm()).at("/cells/0/figures");

        assertThat(figures.get("footprint_gib_min").asDouble()).isCloseTo(3, EXACT);
        assertThat(figures.get("peak_gib").asDouble()).isCloseTo(4, EXACT);
        assertThat(figures.get("vm_peak_gib_median").asDouble()).isCloseTo(2, EXACT);
        assertThat(figures.get("vm_peak_gib_1").asDouble()).isCloseTo(2, EXACT);
        JsonNode published = parse(fixture.read()).at("/cells/0/asPublished");
        assertThat(published.get("footprint_gib_min").asDouble())
                .as("only one row has nothing missing")
                .isZero();
        assertThat(figures.get("build_s_median").asDouble()).isCloseTo(12, EXACT);
        assertThat(figures.get("workload_s").asDouble()).isCloseTo(61.5, EXACT);
        assertThat(figures.get("total_s").asDouble()).isCloseTo(64.5, EXACT);
    }

    @Test
    void aFileThatWasCutOffTakesItsFiguresWithItAndNoMore() throws Exception {
        CampaignSummary summary = fixture.multivm();

        assertThat(names(parse(summary).at("/cells/1/figures"))).containsExactly("workload_s", "total_s");
        assertThat(summary.runs().get(1).problems())
                .singleElement()
                .asString()
                .contains("/vm_1/out_0.csv:2: got 2 columns, want 6");
    }

    private static JsonNode parse(CampaignSummary summary) throws IOException {
        return Json.mapper().readTree(SummaryJson.render(summary));
    }

    private static List<String> names(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
