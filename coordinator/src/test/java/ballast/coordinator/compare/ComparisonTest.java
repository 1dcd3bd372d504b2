package ballast.coordinator.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ballast.coordinator.report.CampaignSummary;
import ballast.coordinator.results.StoreFixture;
import ballast.coordinator.stats.Bootstrap;
import ballast.coordinator.stats.Judge;
import ballast.coordinator.stats.Variant;
import ballast.coordinator.stats.Verdict;
import ballast.model.Cell;
import ballast.model.Mode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two campaigns in a store, from raw files to verdicts. */
class ComparisonTest {
    private static final Cell BALLOON = StoreFixture.inflate(Mode.BASE_MANUAL, "2GiB", true);
    private static final Cell VIRTIO_MEM = StoreFixture.inflate(Mode.VIRTIO_MEM, "2GiB", true);
    private static final Cell LARGER = StoreFixture.inflate(Mode.VIRTIO_MEM, "3GiB", true);

    @TempDir
    Path folder;

    @Test
    void aSlowerDeviceIsWorse() throws Exception {
        CampaignSummary a =
                campaign("a", 1).shrinks(BALLOON, 1, 1.01, 0.99, 1.02, 0.98).summary();
        CampaignSummary b =
                campaign("b", 2).shrinks(BALLOON, 0.8, 0.81, 0.79, 0.82, 0.78).summary();
        FigureComparison shrink = only(Comparison.of(a, b, options(Map.of(), Set.of(), false)));

        assertThat(shrink.figure()).isEqualTo("shrink_gib_s_median");
        assertThat(shrink.samples().ratio().orElseThrow()).isCloseTo(0.8, within(0.01));
        assertThat(shrink.verdict()).isEqualTo("different: worse");
        assertThat(only(Comparison.of(b, a, options(Map.of(), Set.of(), false))).verdict())
                .isEqualTo("different: better");
    }

    @Test
    void footprintsAreBetterWhenSmaller() throws Exception {
        CampaignSummary a = campaign("a", 1).shrinks(BALLOON, 1, 1, 1, 1, 1).summary();
        CampaignSummary b = campaign("b", 2).shrinks(BALLOON, 1, 1, 1, 1, 1).summary();
        var footprint = new CompareOptions(
                Variant.CORRECTED,
                CompareOptions.Unit.RUN,
                List.of("footprint_gib_min"),
                List.of(),
                Map.of(),
                Set.of(),
                false,
                false,
                Judge.DEFAULT,
                Bootstrap.DEFAULT);
        FigureComparison same = only(Comparison.of(a, b, footprint));
        assertThat(same.verdict()).isEqualTo("no difference found");
        assertThat(same.samples().ratio()).contains(1.0);
    }

    @Test
    void cellsHaveTheirLike() throws Exception {
        CampaignSummary a =
                campaign("a", 1).shrinks(BALLOON, 1).shrinks(VIRTIO_MEM, 10).summary();
        CampaignSummary b =
                campaign("b", 2).shrinks(VIRTIO_MEM, 11).shrinks(LARGER, 12).summary();
        Comparison comparison = Comparison.of(a, b, options(Map.of(), Set.of(), false));

        FigureComparison shrink = only(comparison);
        assertThat(shrink.a().id()).isEqualTo(VIRTIO_MEM.id());
        assertThat(shrink.judgement().verdict()).isEqualTo(Verdict.NOT_ENOUGH_DATA);
        assertThat(comparison.notes())
                .contains(
                        "A's cells without a like in B: inflate base-manual (" + BALLOON.id() + ")",
                        "B's cells without a like in A: inflate virtio-mem (" + LARGER.id() + ")");
    }

    @Test
    void againstABaseline() throws Exception {
        CampaignSummary a = campaign("a", 1)
                .shrinks(BALLOON, 1, 1.1)
                .shrinks(VIRTIO_MEM, 10, 11)
                .summary();
        FigureComparison shrink = only(Comparison.of(a, a, options(Map.of("mode", "base-manual"), Set.of(), false)));

        assertThat(shrink.a().id()).isEqualTo(BALLOON.id());
        assertThat(shrink.b().id()).isEqualTo(VIRTIO_MEM.id());
        assertThat(shrink.samples().ratio().orElseThrow()).isCloseTo(10, within(0.2));
    }

    @Test
    void whatMayDiffer() throws Exception {
        CampaignSummary a = campaign("a", 1).shrinks(VIRTIO_MEM, 10).summary();
        CampaignSummary b = campaign("b", 2).shrinks(LARGER, 12).summary();
        assertThatThrownBy(() -> Comparison.of(a, b, options(Map.of(), Set.of(), false)))
                .isInstanceOf(CompareException.class)
                .hasMessageContaining("has a like in A")
                .hasMessageContaining("the nearest differ in memory; name what may differ in --ignore");
        assertThat(Comparison.of(a, b, options(Map.of(), Set.of("memory"), false))
                        .figures())
                .hasSize(1);
    }

    @Test
    void whatIsNotClearIsRefused() throws Exception {
        CampaignSummary a =
                campaign("a", 1).shrinks(BALLOON, 1).shrinks(VIRTIO_MEM, 10).summary();
        assertThatThrownBy(() -> Comparison.of(a, a, options(Map.of(), Set.of("mode"), false)))
                .hasMessageContaining("are alike but for mode");
        assertThatThrownBy(() -> Comparison.of(a, a, options(Map.of(), Set.of("mod"), false)))
                .hasMessage("--ignore: got 'mod', which no cell has; did you mean 'mode'?");
        assertThatThrownBy(() -> Comparison.of(a, a, options(Map.of("mode", "llfree", "size", "1"), Set.of(), false)))
                .hasMessageContaining("mode=llfree, want a value that one of A's cells has: base-manual, virtio-mem")
                .hasMessageContaining("--baseline: got size=1, want a parameter that A's cells have");
    }

    @Test
    void disturbedRunsAreToldOfAndCountOnlyOnRequest() throws Exception {
        CampaignSummary a = campaign("a", 1)
                .shrinks(BALLOON, 1, 1)
                .disturbed(BALLOON, 0.1)
                .failed(BALLOON)
                .summary();
        CampaignSummary b = campaign("b", 2).shrinks(BALLOON, 1, 1).summary();

        Comparison all = Comparison.of(a, b, options(Map.of(), Set.of(), true));
        assertThat(only(all).samples().a().count()).isEqualTo(3);
        assertThat(all.notes())
                .contains(
                        "A's " + BALLOON.id()
                                + " rep 3 is doubtful, and counts: disturbed by the host's memory guard: paused",
                        "A's " + BALLOON.id() + " rep 4 has no figures: failed: BOOT: the guest never answered");

        Comparison without = Comparison.of(a, b, options(Map.of(), Set.of(), false));
        assertThat(only(without).samples().a().values()).containsExactly(1.0, 1.0);
        assertThat(without.notes())
                .contains("A's " + BALLOON.id() + " rep 3 is left out: disturbed by the host's memory guard: paused");
    }

    @Test
    void conditions() throws Exception {
        CampaignSummary a =
                campaign("a", 1).shrinks(BALLOON, 1).shrinks(VIRTIO_MEM, 10).summary();
        CampaignSummary b =
                campaign("b", 2).shrinks(BALLOON, 0.9).failed(VIRTIO_MEM).summary();
        Comparison comparison = Comparison.of(a, b, options(Map.of(), Set.of(), false));

        Condition.Result slower = Condition.parse("shrink_rate < 0.95").check(comparison);
        assertThat(slower.fails()).isTrue();
        assertThat(slower.where()).singleElement().asString().startsWith("inflate base-manual: 0.9");
        assertThat(slower.unknown()).containsExactly("inflate virtio-mem: no ratio of 1 values in A and 0 in B");
        assertThat(Condition.parse(" shrink_gib_s_median<=85% ")
                        .check(comparison)
                        .where())
                .isEmpty();
        assertThatThrownBy(() -> Condition.parse("build_time > 1.1").check(comparison))
                .hasMessageContaining("no cell that is compared has build_s_median");
    }

    @Test
    void conditionsThatAreNone() {
        assertThatThrownBy(() -> Condition.parse("shrink rate < 1")).hasMessageContaining("want a figure, one of");
        assertThatThrownBy(() -> Condition.parse("shrink_rat < 1"))
                .hasMessage("--fail-if: got figure 'shrink_rat'; did you mean 'shrink_rate'?");
        assertThatThrownBy(() -> Condition.parse("shrink_rate < 1.2.3")).hasMessageContaining("want a number");
    }

    private static FigureComparison only(Comparison comparison) {
        assertThat(comparison.figures()).hasSize(1);
        return comparison.figures().get(0);
    }

    private static CompareOptions options(Map<String, String> baseline, Set<String> ignored, boolean includeDisturbed) {
        return new CompareOptions(
                Variant.CORRECTED,
                CompareOptions.Unit.RUN,
                List.of("shrink_gib_s_median"),
                List.of(),
                baseline,
                ignored,
                includeDisturbed,
                false,
                Judge.DEFAULT,
                Bootstrap.DEFAULT);
    }

    private Building campaign(String name, int number) {
        return new Building(name, new MeasuredCampaign(folder, "20261128-00000" + number + "-0000"));
    }

    /** So that a test reads in one line. */
    private record Building(String name, MeasuredCampaign campaign) {
        Building shrinks(Cell cell, double... rates) {
            campaign.shrinks(cell, rates);
            return this;
        }

        Building disturbed(Cell cell, double rate) {
            campaign.disturbed(cell, rate);
            return this;
        }

        Building failed(Cell cell) {
            campaign.failed(cell);
            return this;
        }

        CampaignSummary summary() throws Exception {
            return CampaignSummary.of(campaign.commit(name));
        }
    }
}
