package ballast.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ballast.coordinator.matrix.Hosts;
import ballast.coordinator.matrix.Matrix;
import ballast.coordinator.matrix.MatrixSource;
import ballast.coordinator.results.ResultStore;
import ballast.coordinator.results.StoredTrace;
import ballast.coordinator.trace.HostClass;
import ballast.coordinator.trace.Trace;
import ballast.coordinator.trace.TraceKey;
import ballast.model.AttemptId;
import ballast.model.ByteSize;
import ballast.model.CampaignId;
import ballast.model.Cell;
import ballast.model.HostReport;
import ballast.model.Json;
import ballast.model.RunId;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ballast plan} tells of a matrix that is packed by footprint: six runs in 1000 MiB, of VMs that need 672 MiB in full. */
class PackedPlanTest {
    private static final long MIB = 1 << 20;
    private static final Matrix MATRIX = Matrix.parse(new MatrixSource("p.yaml", """
            name: p
            benchmark: compiling
            isolation: shared
            packing: footprint
            margin: 0%
            repetitions: 3
            axes: {mode: [base-auto, base-manual]}
            parameters: {workload: write, touch: 128MiB, memory: 512MiB, minimum: 384MiB, cores: 1, delay: 4s}
            """));

    @TempDir
    private Path folder;

    private static HostReport host(long mib) {
        return Hosts.stock(16, ByteSize.mib(mib));
    }

    private StoredResults store() {
        return new StoredResults(new ResultStore(folder));
    }

    /** Ten equal traces leave 1 % for what they do not show. */
    private void learn(Cell cell, HostReport host, Trace trace) throws IOException {
        var campaign = new CampaignId("20261123-190102-3fa9");
        for (int run = 1; run <= 10; run++) {
            var attempt = new AttemptId(new RunId(campaign, cell.id(), run), 1);
            var source = new StoredTrace.Source(attempt, host.id(), Instant.parse("2026-11-23T12:00:00Z"));
            store().store()
                    .traces()
                    .add(TraceKey.of(cell, HostClass.of(host)), new StoredTrace(source, List.of(trace)));
        }
    }

    /** High for 20 s, then low for 20 s. */
    private static Trace trace(long highMib) {
        return Trace.of(IntStream.range(0, 40)
                .mapToLong(second -> second < 20 ? highMib * MIB : 100 * MIB)
                .toArray());
    }

    @Test
    void without_traces_all_are_planned_by_full_size_and_it_says_so() throws Exception {
        Plan plan = Plan.of(MATRIX, host(1000), store());
        PackedPlan packed = plan.packed().orElseThrow();
        assertThat(packed.unknown()).hasSize(2);
        assertThat(packed.outcome().makespan()).isEqualTo(packed.outcome().staticMakespan());
        assertThat(PlanText.render(plan))
                .contains("no footprint trace of 2 cells: 6 runs are planned with their full size")
                .contains("laptop, 6 runs, expected peak 672.0 MiB of 1000.0 MiB to fill");
    }

    @Test
    void with_traces_peaks_are_staggered_and_the_sum_stays_within_the_budget() throws Exception {
        for (Cell cell : MATRIX.cells()) {
            learn(cell, host(1000), trace(500));
        }
        Plan plan = Plan.of(MATRIX, host(1000), store());
        PackedPlan packed = plan.packed().orElseThrow();
        assertThat(packed.unknown()).isEmpty();
        assertThat(packed.runs()).isEqualTo(6);
        assertThat(packed.outcome().makespan())
                .isLessThan(packed.outcome().staticMakespan())
                .isGreaterThanOrEqualTo(packed.outcome().lowerBound());
        assertThat(packed.hosts()).singleElement().satisfies(host -> {
            assertThat(host.peak()).isBetween(ByteSize.mib(500), ByteSize.mib(1000));
            assertThat(host.runs().stream().mapToDouble(PackedPlan.Placed::end).max())
                    .hasValue(packed.outcome().makespan());
        });
        JsonNode json = Json.mapper().readTree(PlanJson.render(plan)).path("packed");
        assertThat(json.path("makespan_s").asInt()).isEqualTo(packed.outcome().makespan());
        assertThat(json.at("/hosts/0/placements")).hasSize(6);
        assertThat(PlanText.render(plan)).contains("base-auto rep 1").contains(" 0 s |####");
    }

    @Test
    void a_lab_shares_the_runs_among_its_hosts_and_unknown_ones_are_marked() throws Exception {
        HostReport first = host(1000);
        HostReport second = Hosts.named(first, "other");
        learn(MATRIX.cells().get(0), first, trace(500));
        Plan plan = Plan.of(MATRIX, List.of(first, second), "", store());
        PackedPlan packed = plan.packed().orElseThrow();
        assertThat(packed.hosts()).extracting(host -> host.id().value()).containsExactly("laptop", "other");
        assertThat(packed.unknown()).containsExactly(MATRIX.cells().get(1).id());
        assertThat(PlanText.render(plan)).contains("3 runs are planned with their full size");
    }

    @Test
    void what_is_predicted_to_fit_is_not_refused_for_its_size_and_what_is_not_is() throws Exception {
        assertThat(Plan.of(MATRIX, host(600), store()).refusal().orElseThrow())
                .isEqualTo("p needs 1 core and 672.0 MiB; this host has 16 cores and a budget of 600.0 MiB;"
                        + " no built-in profile of compiling fits");
        for (Cell cell : MATRIX.cells()) {
            learn(cell, host(600), trace(500));
        }
        Plan fits = Plan.of(MATRIX, host(600), store());
        assertThat(fits.refusal()).isEmpty();
        assertThat(fits.runs(Plan.Runs.class)).isEqualTo(6);
        Plan tooHigh = Plan.of(MATRIX, host(400), store());
        assertThat(tooHigh.refusal().orElseThrow()).contains("505.0 MiB").contains("a budget of 400.0 MiB");
        assertThat(tooHigh.runs(Plan.TooLarge.class)).isEqualTo(6);
    }
}
