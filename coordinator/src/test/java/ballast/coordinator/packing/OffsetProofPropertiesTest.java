package ballast.coordinator.packing;

import static org.assertj.core.api.Assertions.assertThat;

import ballast.coordinator.trace.Trace;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;

/** The proof says what trying every offset says. */
final class OffsetProofPropertiesTest {
    private static final long BUDGET = 100;

    @Provide
    Arbitrary<List<Trace>> cycles() {
        return Arbitraries.integers()
                .between(1, 11)
                .flatMap(period ->
                        Instances.traces(period, 60).list().ofMinSize(1).ofMaxSize(2))
                .filter(cycles -> cycles.stream().anyMatch(cycle -> cycle.peak() > 20));
    }

    @Property(tries = 300)
    void agrees_with_trying_all(@ForAll("cycles") List<Trace> cycles, @ForAll @IntRange(min = 1, max = 4) int vms) {
        Options options = new Options(0, 1, () -> false, 1);
        PeriodicLoad load = PeriodicLoad.of(cycles, BUDGET, BUDGET, options);
        Optional<OffsetProof.Answer> answer = new OffsetProof(load, options).fit(vms);
        boolean fits = anyFits(load, new int[vms], 1);
        Statistics.collect(fits);
        assertThat(answer).hasValueSatisfying(known -> {
            assertThat(known.isImpossible()).isEqualTo(!fits);
            if (fits) {
                assertThat(known.offsets()).hasSize(vms);
                assertThat(load.peak(known.offsets())).isLessThanOrEqualTo(BUDGET);
            }
        });
    }

    @Property(tries = 5)
    void knows_nothing_when_it_is_stopped(@ForAll("cycles") List<Trace> cycles) {
        PeriodicLoad load = PeriodicLoad.of(cycles, 1000, 1000, new Options(0, 1, () -> false, 1));
        Optional<OffsetProof.Answer> answer = new OffsetProof(load, new Options(0, 1, () -> true, 1)).fit(3);
        assertThat(answer)
                .satisfiesAnyOf(
                        known -> assertThat(known).isEmpty(),
                        known -> assertThat(load.period()).isOne());
    }

    private static boolean anyFits(PeriodicLoad load, int[] offsets, int vm) {
        if (vm == offsets.length) {
            return load.peak(Arrays.stream(offsets).boxed().toList()) <= load.usable();
        }
        for (int offset = 0; offset < load.period(); offset++) {
            offsets[vm] = offset;
            if (anyFits(load, offsets, vm + 1)) {
                return true;
            }
        }
        return false;
    }
}
