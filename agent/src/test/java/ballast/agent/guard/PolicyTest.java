package ballast.agent.guard;

import static org.assertj.core.api.Assertions.assertThat;

import ballast.agent.guard.Policy.Decision;
import ballast.agent.guard.Step.End;
import ballast.agent.guard.Step.Grow;
import ballast.agent.guard.Step.Hold;
import ballast.agent.guard.Step.Pause;
import ballast.agent.guard.Step.Release;
import ballast.agent.guard.Step.Resume;
import ballast.agent.guard.Step.Shrink;
import ballast.model.MemoryPressure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Budget 1000 MiB of a host with 10,000 MiB; time in s. */
class PolicyTest {
    private static final Limits LIMITS = new Limits(mib(1000), mib(10_000));

    private GuardState state = GuardState.IDLE;

    static long mib(long amount) {
        return amount << 20;
    }

    /** That cannot be shrunk. */
    private static VmState rigid(int number, long rss) {
        return new VmState(Keys.vm(number), true, number, mib(rss), mib(rss), mib(2000), mib(2000), true);
    }

    /** Of which {@code free} MiB could be given up. */
    private static VmState elastic(int number, long rss, long free) {
        return new VmState(Keys.vm(number), true, number, mib(rss), mib(rss), mib(rss), mib(rss - free), true);
    }

    private static VmState exclusive(int number, long rss) {
        return new VmState(Keys.vm(number), false, number, mib(rss), mib(rss), mib(rss), mib(100), true);
    }

    private List<Step> at(double time, VmState... vms) {
        return look(new Measurement(time, OptionalLong.of(mib(5000)), Optional.empty(), Arrays.asList(vms)));
    }

    private List<Step> look(Measurement seen) {
        Decision decision = Policy.decide(state, seen, LIMITS);
        state = decision.state();
        return decision.steps();
    }

    private static List<String> names(List<Step> steps) {
        return steps.stream().map(Step::event).toList();
    }

    @ParameterizedTest
    @CsvSource({"949, ''", "950, hold", "969, hold", "970, hold", "999, hold pause", "1001, hold pause"})
    void climbsAsFarAsTheSumHasCome(long sum, String steps) {
        state = new GuardState(false, state.shrunk(), List.of(), state.ended(), -9, state.calmSince());
        assertThat(String.join(" ", names(at(0, rigid(1, 400), rigid(2, sum - 400)))))
                .isEqualTo(steps);
    }

    @Test
    void whatTheKernelSaysCountsAsMuchAsTheSum() {
        List<VmState> vms = List.of(rigid(1, 100), rigid(2, 100));
        assertThat(names(look(new Measurement(0, OptionalLong.of(mib(499)), Optional.empty(), vms))))
                .containsExactly("hold");
        assertThat(names(look(new Measurement(1, OptionalLong.of(mib(199)), Optional.empty(), vms))))
                .containsExactly("pause");
        state = GuardState.IDLE;
        Optional<MemoryPressure> some = Optional.of(new MemoryPressure(10, 0));
        assertThat(names(look(new Measurement(2, OptionalLong.empty(), some, vms))))
                .containsExactly("hold");
        Optional<MemoryPressure> full = Optional.of(new MemoryPressure(80, 100));
        assertThat(look(new Measurement(4, OptionalLong.empty(), full, vms)))
                .containsExactly(new Pause(Keys.vm(2), "memory pressure some 80.0 % full 100.0 % (avg10)"));
        assertThat(names(look(new Measurement(9, OptionalLong.empty(), full, vms))))
                .isEmpty(); // never ends by it
    }

    @Test
    void whatIsNotKnownThreatensNothing() {
        assertThat(look(new Measurement(0, OptionalLong.empty(), Optional.empty(), List.of(rigid(1, 900)))))
                .isEmpty();
    }

    @Test
    void shrinksTheYoungestByWhatIsTooMuchAndNotMoreThanItsGuestHasFree() {
        List<Step> steps = at(0, elastic(1, 500, 400), elastic(2, 480, 50));
        assertThat(steps.get(0)).isInstanceOf(Hold.class);
        // 80 MiB are above where it is calm; the guest's 50 are taken first
        String cause = "sum 980.0 MiB is 98.0 % of the budget 1000.0 MiB";
        assertThat(steps.subList(1, 3))
                .containsExactly(new Shrink(Keys.vm(2), mib(430), cause), new Shrink(Keys.vm(1), mib(470), cause));
        assertThat(steps).hasSize(3);
    }

    @Test
    void aShrinkHasASecondToShowBeforeAnythingIsPaused() {
        at(0, elastic(1, 500, 400), elastic(2, 495, 400));
        VmState one = elastic(1, 500, 0);
        VmState two = elastic(2, 495, 0);
        assertThat(at(0.1, one, two)).isEmpty();
        assertThat(at(0.9, one, two)).isEmpty();
        assertThat(names(at(1.0, one, two))).containsExactly("pause");
    }

    @Test
    void overTheBudgetEverythingHappensAtOnceButInOrder() {
        List<Step> steps = at(0, elastic(1, 500, 100), elastic(2, 600, 100));
        assertThat(names(steps)).containsExactly("hold", "shrink", "shrink", "pause");
        assertThat(steps.get(3))
                .isInstanceOfSatisfying(
                        Pause.class, pause -> assertThat(pause.vm()).isEqualTo(Keys.vm(2)));
    }

    @Test
    void pausesYoungestFirstButNeverTheLastAndThenEndsTheYoungest() {
        VmState[] vms = {rigid(1, 400), rigid(2, 400), rigid(3, 300)};
        assertThat(names(at(0, vms))).containsExactly("hold", "pause");
        assertThat(at(0.1, vms)).singleElement().isInstanceOf(Pause.class);
        assertThat(state.paused()).containsExactly(Keys.vm(3), Keys.vm(2));
        assertThat(at(0.2, vms)).isEmpty();
        assertThat(at(1.2, vms))
                .singleElement()
                .isInstanceOfSatisfying(
                        End.class,
                        end -> assertThat(end.attempt()).isEqualTo(Keys.vm(3).attempt()));
        assertThat(at(1.3, vms)).isEmpty(); // it takes a moment to end
        assertThat(at(9, vms)).isEmpty();
        assertThat(state.ended()).hasSize(1);
        at(9.1, rigid(1, 400), rigid(2, 400));
        assertThat(state.ended()).isEmpty();
    }

    @Test
    void aSingleVmThatIsTooLargeIsEnded() {
        assertThat(names(at(0, rigid(1, 1100)))).containsExactly("hold", "end");
    }

    @Test
    void nothingIsDoneToExclusiveRuns() {
        for (int second = 0; second < 20; second++) {
            assertThat(at(second, exclusive(1, 1500))).allMatch(step -> step instanceof Hold);
        }
    }

    @Test
    void undoesInReverseOneEachTwoSeconds() {
        at(0, elastic(1, 500, 100), elastic(2, 520, 100));
        assertThat(state.shrunk()).hasSize(2);
        VmState one = elastic(1, 400, 0);
        VmState two = elastic(2, 400, 0);
        List<Step> undone = new ArrayList<>();
        List<Double> times = new ArrayList<>();
        for (int tick = 1; tick <= 150; tick++) {
            for (Step step : at(tick / 10.0, one, two)) {
                undone.add(step);
                times.add(tick / 10.0);
            }
        }
        assertThat(names(undone)).containsExactly("resume", "grow", "grow", "release");
        assertThat(undone.get(0)).isInstanceOf(Resume.class);
        // in the reverse order, back to what they had
        assertThat(undone.get(1)).isInstanceOfSatisfying(Grow.class, grow -> {
            assertThat(grow.vm()).isEqualTo(Keys.vm(1));
            assertThat(grow.size()).isEqualTo(mib(500));
        });
        assertThat(undone.get(3)).isInstanceOf(Release.class);
        for (int i = 1; i < times.size(); i++) {
            assertThat(times.get(i) - times.get(i - 1)).isGreaterThanOrEqualTo(Policy.CALM - 1e-9);
        }
        assertThat(state.holding()).isFalse();
        assertThat(state.paused()).isEmpty();
        assertThat(state.shrunk()).isEmpty();
    }

    @Test
    void betweenCalmAndThreatNothingChanges() {
        at(0, rigid(1, 500), rigid(2, 490));
        VmState[] vms = {rigid(1, 500), rigid(2, 440)};
        for (int tick = 1; tick < 300; tick++) {
            assertThat(at(tick / 10.0, vms)).isEmpty();
        }
        assertThat(state.holding()).isTrue();
    }

    @Test
    void whatIsPausedGoesOnWhenNothingElseRuns() {
        state = GuardState.IDLE.after(new Pause(Keys.vm(2), ""), 0);
        assertThat(names(at(2, rigid(2, 940)))).containsExactly("resume");
    }
}
