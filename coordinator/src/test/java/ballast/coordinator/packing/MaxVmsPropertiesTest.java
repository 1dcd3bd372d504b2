package ballast.coordinator.packing;

import static org.assertj.core.api.Assertions.assertThat;

import ballast.coordinator.trace.Trace;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;

/** What holds for every plan of VMs that cycle, however long was searched. */
final class MaxVmsPropertiesTest {
    private static final int TRIES = 40;
    private static final int QUESTIONS = 400;

    @Provide
    Arbitrary<List<Trace>> cycles() {
        return Arbitraries.integers()
                .between(1, 40)
                .flatMap(period ->
                        Instances.traces(period, 60).list().ofMinSize(1).ofMaxSize(3))
                .filter(cycles -> cycles.stream().anyMatch(cycle -> cycle.peak() > 10));
    }

    @Property(tries = TRIES)
    void no_second_is_over_budget(@ForAll("cycles") List<Trace> cycles, @ForAll @DoubleRange(max = 0.9) double margin) {
        Options options = Instances.asking(QUESTIONS, margin, 2);
        List<MaxVmsPlan> told = new ArrayList<>();
        MaxVmsPlan last = MaxVms.plan(cycles, 200, 60, options, told::add);
        assertThat(told.get(told.size() - 1).offsets()).isEqualTo(last.offsets());
        for (MaxVmsPlan plan : told) {
            assertThat(plan.offsets()).hasSize(plan.vms());
            assertThat(peak(cycles, plan.offsets())).isEqualTo(plan.peak()).isLessThanOrEqualTo(options.usable(200));
        }
        assertThat(told).extracting(MaxVmsPlan::vms).isSorted().doesNotHaveDuplicates();
    }

    @Property(tries = TRIES)
    void no_baseline_is_better_and_no_plan_above_the_bound(@ForAll("cycles") List<Trace> cycles) {
        MaxVmsPlan plan = MaxVms.plan(cycles, 200, 60, Instances.asking(QUESTIONS, 0, 1));
        assertThat(plan.peakVms()).isLessThanOrEqualTo(plan.simultaneousVms());
        assertThat(plan.simultaneousVms()).isLessThanOrEqualTo(plan.vms());
        assertThat(plan.staticVms()).isLessThanOrEqualTo(plan.peakVms());
        assertThat(plan.vms()).isLessThanOrEqualTo(plan.upperBound());
    }

    /** Always the same examples: a heuristic is not bound to this, so that chance would make it fail once in a while. */
    @Property(tries = TRIES, seed = "42")
    void no_margin_gives_as_many_as_ten_percent(@ForAll("cycles") List<Trace> cycles) {
        MaxVmsPlan careful = MaxVms.plan(cycles, 200, 60, Instances.asking(QUESTIONS, 0.1, 1));
        MaxVmsPlan bold = MaxVms.plan(cycles, 200, 60, Instances.asking(20 * QUESTIONS, 0, 1));
        assertThat(bold.vms()).isGreaterThanOrEqualTo(careful.vms());
    }

    @Property(tries = 5)
    void the_same_seed_gives_the_same_plan_with_any_speed(@ForAll("cycles") List<Trace> cycles) {
        Options options = new Options(0.05, 3, () -> false, 2);
        assertThat(MaxVms.plan(cycles, 200, 60, options)).isEqualTo(MaxVms.plan(cycles, 200, 60, options));
    }

    private static long peak(List<Trace> cycles, List<Integer> offsets) {
        int period = cycles.get(0).seconds();
        long peak = 0;
        for (int second = 0; second < period; second++) {
            long sum = 0;
            for (int vm = 0; vm < offsets.size(); vm++) {
                sum += cycles.get(vm % cycles.size()).at(Math.floorMod(second - offsets.get(vm), period));
            }
            peak = Math.max(peak, sum);
        }
        return peak;
    }
}
