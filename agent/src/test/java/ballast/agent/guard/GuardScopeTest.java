package ballast.agent.guard;

import static org.assertj.core.api.Assertions.assertThat;

import ballast.model.ByteSize;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class GuardScopeTest {
    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");
    private static final long MIB = 1 << 20;

    private final GuardScope scope = new GuardScope(new Limits(1000 * MIB, 10_000 * MIB));

    /** One VM that may be shrunk to half of its 800 MiB, at a sum in MiB. */
    private GuardScope.Look at(double time, long sum, long size) {
        VmState one = new VmState(Keys.vm(1), true, 0, (sum - 100) * MIB, 800 * MIB, size * MIB, 400 * MIB, true);
        VmState two = new VmState(Keys.vm(2), true, -1, 100 * MIB, 90 * MIB, 100 * MIB, 100 * MIB, true);
        var seen = new Measurement(time, OptionalLong.empty(), Optional.empty(), List.of(two, one));
        return scope.look(NOON.plusMillis((long) (time * 1000)), seen);
    }

    @Test
    void tellsWhenABreachBeginsAndEndsAndCountsIt() {
        assertThat(at(0, 900, 800).turned()).isEmpty();
        assertThat(at(1, 1010, 800).turned()).hasValue("breach");
        assertThat(at(2, 1020, 800).turned()).isEmpty();
        assertThat(at(3, 900, 800).turned()).hasValue("breach-end");
        assertThat(scope.breaches().count()).isEqualTo(1);
        assertThat(scope.breaches().seconds()).isEqualTo(2);
        assertThat(scope.breaches().worst()).isEqualTo(ByteSize.mib(20));
    }

    @Test
    void holdsUntilItIsCalm() {
        at(0, 960, 800);
        assertThat(scope.holding().orElseThrow()).contains("of the budget 1000.0 MiB");
        at(1, 500, 800);
        assertThat(scope.holding()).isPresent();
        at(4, 500, 800);
        assertThat(scope.holding()).isEmpty();
    }

    @Test
    void whatItKeepsSmallOrPausedAnotherBudgetDoesNotGiveBack() {
        assertThat(at(0, 980, 800).decision().steps()).anyMatch(Step.Shrink.class::isInstance);
        assertThat(scope.takesOver(new Step.Grow(Keys.vm(2), 900 * MIB, "calm")))
                .isFalse();
        assertThat(scope.takesOver(new Step.Grow(Keys.vm(1), 900 * MIB, "calm")))
                .isTrue();
        at(1.5, 500, 400);
        List<Step> grown = at(4, 500, 400).decision().steps();
        assertThat(grown)
                .filteredOn(Step.Grow.class::isInstance)
                .singleElement()
                .satisfies(step -> assertThat(((Step.Grow) step).size()).isEqualTo(900 * MIB));
        assertThat(scope.keepsPaused(Keys.vm(1))).isFalse();
    }
}
