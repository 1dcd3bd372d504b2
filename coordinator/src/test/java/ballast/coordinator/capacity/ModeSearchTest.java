package ballast.coordinator.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import ballast.coordinator.schedule.Samples;
import ballast.model.ByteSize;
import ballast.model.Cell;
import ballast.model.Json;
import ballast.model.RunId;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ModeSearchTest {
    private static final Cell CELL = Samples.shared(1, ByteSize.mib(512));
    private static final ByteSize BUDGET = ByteSize.gib(1);

    private static Evidence completed(int vms, long peakMib) {
        return evidence(vms, Evidence.Outcome.COMPLETED, peakMib, 0, List.of());
    }

    private static Evidence evidence(
            int vms, Evidence.Outcome outcome, long peakMib, int breaches, List<String> marks) {
        Optional<String> reason = outcome == Evidence.Outcome.COMPLETED ? Optional.empty() : Optional.of("BOOT: slow");
        return new Evidence(
                vms,
                new RunId(Samples.CAMPAIGN, CELL.id(), vms),
                outcome,
                reason,
                Optional.of(ByteSize.mib(peakMib)),
                new Evidence.Breaches(breaches, breaches / 10.0, ByteSize.mib(breaches)),
                marks);
    }

    @Property
    void finds_the_largest_number_that_fits_whatever_plans_say(
            @ForAll @IntRange(max = 300) int truth,
            @ForAll @IntRange(max = 400) int staticVms,
            @ForAll boolean recorded,
            @ForAll @IntRange(max = 400) int plan) {
        Optional<Integer> planned = recorded ? Optional.of(plan) : Optional.empty();
        ModeSearch search = ModeSearch.begin(CELL, staticVms, planned);
        int tries = 0;
        while (search.next(BUDGET).isPresent()) {
            int vms = search.next(BUDGET).getAsInt();
            assertThat(search.tries()).extracting(Evidence::vms).doesNotContain(vms);
            search = search.with(completed(vms, vms <= truth ? 1000 : 1025), planned, BUDGET);
            tries++;
        }
        assertThat(search.search(BUDGET).answer()).isEqualTo(truth);
        assertThat(search.limit(BUDGET)).map(Evidence::vms).hasValue(truth + 1);
        assertThat(search.isAnswered(BUDGET)).isTrue();
        assertThat(tries).isLessThanOrEqualTo(4 + 2 * 10);
    }

    @Test
    void begins_with_the_plan_and_asks_for_its_neighbour_next() {
        ModeSearch search = ModeSearch.begin(CELL, 1, Optional.of(3));
        assertThat(search.next(BUDGET)).hasValue(3);
        search = search.with(completed(3, 800), Optional.of(3), BUDGET);
        assertThat(search.next(BUDGET)).hasValue(4);
        search = search.with(completed(4, 1100), Optional.of(3), BUDGET);
        assertThat(search.next(BUDGET)).isEmpty();
        assertThat(search.search(BUDGET).answer()).isEqualTo(3);
    }

    @Test
    void begins_with_full_sizes_where_nothing_was_recorded_and_learns_from_its_own_runs() {
        ModeSearch search = ModeSearch.begin(CELL, 0, Optional.empty());
        assertThat(search.next(BUDGET)).hasValue(1);
        search = search.with(completed(1, 300), Optional.of(5), BUDGET);
        assertThat(search.next(BUDGET)).hasValue(5);
        search = search.with(completed(5, 1100), Optional.of(5), BUDGET);
        assertThat(search.next(BUDGET)).hasValue(3);
    }

    @Test
    void what_the_guard_helped_or_a_peak_over_the_budget_does_not_fit() {
        assertThat(completed(2, 1024).whyNot(BUDGET)).isEmpty();
        assertThat(completed(2, 1025).whyNot(BUDGET)).hasValue("a peak over the budget");
        assertThat(evidence(2, Evidence.Outcome.COMPLETED, 900, 3, List.of("held"))
                        .whyNot(BUDGET))
                .hasValue("over the budget for 0.3 s, by at most 3.0 MiB");
        assertThat(evidence(2, Evidence.Outcome.COMPLETED, 900, 0, List.of("held"))
                        .fits(BUDGET))
                .isTrue();
        assertThat(evidence(2, Evidence.Outcome.COMPLETED, 900, 0, List.of("held", "shrunk"))
                        .whyNot(BUDGET))
                .hasValue("the memory guard had to act: shrunk");
    }

    @Test
    void a_limit_that_is_not_memory_leaves_the_question_open() {
        ModeSearch search = ModeSearch.begin(CELL, 1, Optional.of(1))
                .with(completed(1, 300), Optional.empty(), BUDGET)
                .with(evidence(2, Evidence.Outcome.FAILED, 600, 0, List.of()), Optional.empty(), BUDGET);
        assertThat(search.next(BUDGET)).isEmpty();
        assertThat(search.search(BUDGET).answer()).isEqualTo(1);
        assertThat(search.isAnswered(BUDGET)).isFalse();

        ModeSearch paused = ModeSearch.begin(CELL, 1, Optional.of(1))
                .with(completed(1, 300), Optional.empty(), BUDGET)
                .with(evidence(2, Evidence.Outcome.FAILED, 600, 0, List.of("paused")), Optional.empty(), BUDGET);
        assertThat(paused.isAnswered(BUDGET)).isTrue();
    }

    @Test
    void a_skipped_run_ends_the_search() {
        ModeSearch search = ModeSearch.begin(CELL, 1, Optional.empty())
                .with(evidence(1, Evidence.Outcome.SKIPPED, 0, 0, List.of()), Optional.empty(), BUDGET);
        assertThat(search.next(BUDGET)).isEmpty();
        assertThat(search.skipped()).hasValue("BOOT: slow");
    }

    @Test
    void is_kept_as_json() throws Exception {
        ModeSearch search = ModeSearch.begin(CELL, 1, Optional.of(2)).with(completed(2, 300), Optional.of(4), BUDGET);
        var all = new VmsMax(
                "m",
                "m --profile small",
                "name: m",
                BUDGET,
                java.util.Map.of("llfree-auto", "none"),
                List.of(search),
                Optional.of(new VmsMax.Open(Samples.CAMPAIGN, CELL.id(), 4)));
        String json = Json.mapper().writeValueAsString(all);
        assertThat(Json.mapper().readValue(json, VmsMax.class)).isEqualTo(all);
    }
}
