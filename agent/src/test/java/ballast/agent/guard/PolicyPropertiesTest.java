package ballast.agent.guard;

import static org.assertj.core.api.Assertions.assertThat;

import ballast.agent.guard.Step.Shrink;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Hosts whose VMs grow, shrink and end as they like, looked at every 100 ms. */
class PolicyPropertiesTest {
    private static final long MIB = 1L << 20;
    private static final Limits LIMITS = new Limits(1000 * MIB, 10_000 * MIB);

    /** A VM that does what it is told. */
    private static final class Guest {
        final VmKey key;
        final boolean shared;
        final double started;
        double ram;
        long size = 600 * MIB;
        double used;
        boolean paused;
        double rate;

        Guest(int number, boolean shared, double started) {
            this.key = Keys.vm(number);
            this.shared = shared;
            this.started = started;
            this.ram = 60 * MIB;
        }

        void run(Random random) {
            if (paused) {
                return;
            }
            if (random.nextInt(20) == 0) {
                rate = (random.nextDouble() - 0.4) * 30 * MIB;
            }
            used = Math.min(Math.max(50.0 * MIB, used + rate), (double) size);
            ram = Math.min(Math.max(ram, used), (double) size); // a guest keeps what it has touched
        }

        VmState state() {
            long floor = size - (long) (0.75 * (size - used));
            return new VmState(key, shared, started, (long) ram, (long) ram, size, floor, true);
        }
    }

    private final Map<VmKey, Guest> guests = new HashMap<>();
    private final Map<VmKey, Double> pausedAt = new HashMap<>();

    @Property(tries = 200)
    void neverTouchesWhatItMustNotNeverFlapsAndKeepsTheOrder(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int vms, @ForAll @IntRange(max = 2) int exclusive) {
        Random random = new Random(seed);
        guests.clear();
        pausedAt.clear();
        GuardState state = GuardState.IDLE;
        int next = 0;
        for (int tick = 0; tick < 600; tick++) {
            double time = tick / 10.0;
            if (guests.size() < vms && !state.holding() && random.nextInt(10) == 0) {
                Guest guest = new Guest(next++ + 1, guests.size() >= exclusive, time);
                guests.put(guest.key, guest);
            }
            guests.values().removeIf(guest -> !guest.paused && random.nextInt(300) == 0);
            guests.values().forEach(guest -> guest.run(random));
            Measurement seen = new Measurement(
                    time,
                    OptionalLong.empty(),
                    Optional.empty(),
                    guests.values().stream().map(Guest::state).toList());
            GuardState before = state;
            Policy.Decision decision = Policy.decide(state, seen, LIMITS);
            state = decision.state();
            check(before, seen, decision, time);
            decision.steps().forEach(step -> obey(step, time));
        }
    }

    private void check(GuardState before, Measurement seen, Policy.Decision decision, double time) {
        List<Step> steps = decision.steps();
        boolean acts = steps.stream()
                .anyMatch(step -> step instanceof Shrink || step instanceof Step.Pause || step instanceof Step.End);
        if (acts) {
            assertThat(decision.state().holding())
                    .as("held before anything else")
                    .isTrue();
        }
        if (seen.sum() > LIMITS.budget()) {
            assertThat(decision.state().holding()).isTrue();
        }
        List<Integer> order = steps.stream().map(PolicyPropertiesTest::rung).toList();
        assertThat(order).isSorted();
        for (Step step : steps) {
            if (step instanceof Shrink shrink) {
                Guest guest = guests.get(shrink.vm());
                assertThat(guest.shared).isTrue();
                assertThat(shrink.size()).isGreaterThanOrEqualTo(guest.state().floor());
                assertThat(shrink.size()).isLessThan(guest.size);
                assertThat(before.paused()).doesNotContain(shrink.vm());
            } else if (step instanceof Step.Pause pause) {
                assertThat(guests.get(pause.vm()).shared).isTrue();
                assertThat(guests.get(pause.vm()).paused).isFalse();
                assertThat(guests.values().stream().filter(guest -> !guest.paused))
                        .as("another goes on")
                        .hasSizeGreaterThan(1);
            } else if (step instanceof Step.Resume resume) {
                assertThat(guests.get(resume.vm()).paused).isTrue();
                boolean alone = guests.values().stream().allMatch(guest -> guest.paused);
                assertThat(alone || time - pausedAt.get(resume.vm()) >= Policy.CALM - 1e-9)
                        .as("no flapping")
                        .isTrue();
            } else if (step instanceof Step.Grow grow) {
                assertThat(before.shrunk()).containsKey(grow.vm());
            } else if (step instanceof Step.End end) {
                assertThat(guests.values().stream()
                                .anyMatch(guest ->
                                        guest.shared && guest.key.attempt().equals(end.attempt())))
                        .isTrue();
                assertThat(Threat.of(seen, LIMITS).atLeast(Threat.Level.PAUSE)).isTrue();
            }
        }
    }

    private static int rung(Step step) {
        if (step instanceof Step.Hold) {
            return 0;
        }
        return step instanceof Shrink ? 1 : step instanceof Step.Pause ? 2 : 3;
    }

    private void obey(Step step, double time) {
        if (step instanceof Shrink shrink) {
            Guest guest = guests.get(shrink.vm());
            guest.size = shrink.size();
            guest.ram = Math.min(guest.ram, (double) guest.size);
        } else if (step instanceof Step.Grow grow) {
            guests.get(grow.vm()).size = grow.size();
        } else if (step instanceof Step.Pause pause) {
            guests.get(pause.vm()).paused = true;
            pausedAt.put(pause.vm(), time);
        } else if (step instanceof Step.Resume resume) {
            guests.get(resume.vm()).paused = false;
        } else if (step instanceof Step.End end) {
            new ArrayList<>(guests.keySet())
                    .stream().filter(key -> key.attempt().equals(end.attempt())).forEach(guests::remove);
        }
    }

    /** However a host is filled: some time after nobody grows any more, it is within its budget again, or down to one VM. */
    @Property(tries = 100)
    void bringsAHostBackUnderItsBudget(@ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int vms) {
        Random random = new Random(seed);
        guests.clear();
        GuardState state = GuardState.IDLE;
        for (int number = 1; number <= vms; number++) {
            Guest guest = new Guest(number, true, 0);
            guest.used = random.nextInt(600) * (double) MIB;
            guest.ram = Math.max(guest.used, random.nextInt(600) * (double) MIB);
            guests.put(guest.key, guest);
        }
        for (int tick = 0; tick < 200; tick++) {
            double time = tick / 10.0;
            Policy.Decision decision = Policy.decide(
                    state,
                    new Measurement(
                            time,
                            OptionalLong.empty(),
                            Optional.empty(),
                            guests.values().stream().map(Guest::state).toList()),
                    LIMITS);
            state = decision.state();
            decision.steps().forEach(step -> obey(step, time));
        }
        double sum = guests.values().stream().mapToDouble(guest -> guest.ram).sum();
        assertThat(sum).isLessThanOrEqualTo((double) LIMITS.budget());
        assertThat(guests).isNotEmpty();
    }
}
