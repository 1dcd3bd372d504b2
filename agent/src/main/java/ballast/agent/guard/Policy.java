package ballast.agent.guard;

import ballast.agent.guard.Threat.Level;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What the guard does at each look. While memory is threatened it goes up a ladder: hold back starts; shrink shared VMs,
 * youngest first, by what their guests do not use; pause the youngest, as long as another goes on; end the youngest's attempt.
 * A rung is left only when it gives nothing more and had {@link #SETTLE} to take effect; over the budget, pausing waits for
 * nothing. When it has been calm for {@link #CALM} the last step is undone, and so on, one each {@link #CALM}.
 */
final class Policy {
    /** How long a step on a VM may take to show, in s: a balloon takes seconds for a GiB, but begins at once. */
    static final double SETTLE = 1;

    /** In s. */
    static final double CALM = 2;

    /** Shares of the budget below which it is calm: what is undone must not lead straight back. */
    static final double CALM_SHARE = 0.9;

    static final double RELEASE_SHARE = 0.93;

    /** A shrink by less is not worth a disturbed run. */
    static final long LEAST_SHRINK = 16L << 20;

    private static final long STEP = 2L << 20;

    /** What is to be done, in this order, and what is true then. */
    record Decision(GuardState state, List<Step> steps) {
        Decision {
            steps = List.copyOf(steps);
        }
    }

    private final Measurement seen;
    private final Limits limits;
    private final Threat threat;
    private final List<Step> steps = new ArrayList<>();
    private GuardState state;

    private Policy(GuardState state, Measurement seen, Limits limits) {
        this.state = state.of(seen.vms().stream().map(VmState::key).collect(Collectors.toSet()));
        this.seen = seen;
        this.limits = limits;
        this.threat = Threat.of(seen, limits);
    }

    static Decision decide(GuardState state, Measurement seen, Limits limits) {
        Policy policy = new Policy(state, seen, limits);
        policy.decide();
        return new Decision(policy.state, policy.steps);
    }

    private void decide() {
        if (threat.atLeast(Level.HOLD)) {
            state = state.calm(OptionalDouble.empty());
            if (!state.holding()) {
                take(new Step.Hold(threat.cause()));
            }
            if (threat.atLeast(Level.SHRINK)) {
                climb();
            }
        } else {
            undo();
        }
        unlock();
    }

    private void climb() {
        boolean settled = seen.time() - state.lastStep() >= SETTLE;
        if (settled || state.shrunk().isEmpty()) {
            shrink();
        }
        if (!steps.stream().allMatch(Step.Hold.class::isInstance) && !threat.atLeast(Level.END)) {
            return; // what was shrunk now shall show first
        }
        Optional<VmState> next = youngest(vm -> vm.pausable() && !isPaused(vm));
        if (next.isPresent() && runningVms() > 1) {
            if (threat.atLeast(Level.END) || (threat.atLeast(Level.PAUSE) && settled)) {
                take(new Step.Pause(next.get().key(), threat.cause()));
            }
        } else if (threat.atLeast(Level.END) && settled && state.ended().isEmpty()) {
            end();
        }
    }

    private void end() {
        youngest(vm -> true).ifPresent(vm -> take(new Step.End(vm.key().attempt(), threat.cause())));
    }

    /** Down to where it is calm, if there is so much that guests do not use. */
    private void shrink() {
        long excess = seen.sum() - (long) (limits.budget() * CALM_SHARE);
        excess = Math.max(excess, LEAST_SHRINK); // the kernel may be short where the sum is not
        List<VmState> youngestFirst = seen.vms().stream()
                .filter(this::mayBeTouched)
                .filter(vm -> !isPaused(vm)) // its guest cannot give anything
                .sorted(YOUNGEST_LAST.reversed())
                .toList();
        for (VmState vm : youngestFirst) {
            long size = roundUp(Math.max(vm.floor(), vm.ram() - excess));
            long relief = Math.min(vm.size(), vm.ram()) - size;
            if (excess > 0 && relief >= LEAST_SHRINK) {
                Step step = new Step.Shrink(vm.key(), size, threat.cause());
                steps.add(step);
                state = state.shrunk(vm.key(), vm.size(), seen.time());
                excess -= relief;
            }
        }
    }

    private static long roundUp(long bytes) {
        return (bytes + STEP - 1) / STEP * STEP;
    }

    private void undo() {
        boolean anything =
                state.holding() || !state.paused().isEmpty() || !state.shrunk().isEmpty();
        boolean onlyHolds = state.paused().isEmpty() && state.shrunk().isEmpty();
        double share = (double) seen.sum() / limits.budget();
        if (!anything || share > (onlyHolds ? RELEASE_SHARE : CALM_SHARE)) {
            state = state.calm(OptionalDouble.empty());
            return;
        }
        if (state.calmSince().isEmpty()) {
            state = state.calm(OptionalDouble.of(seen.time()));
        }
        if (seen.time() - state.calmSince().getAsDouble() >= CALM) {
            String cause = "calm for " + (int) CALM + " s: " + threat.cause();
            if (!state.paused().isEmpty()) {
                take(new Step.Resume(last(state.paused()), cause));
            } else if (!state.shrunk().isEmpty()) {
                VmKey vm = last(List.copyOf(state.shrunk().keySet()));
                take(new Step.Grow(vm, state.shrunk().get(vm), cause));
            } else {
                take(new Step.Release(cause));
            }
            state = state.calm(OptionalDouble.of(seen.time()));
        }
    }

    /** Where all that is left is paused, nothing would ever change. */
    private void unlock() {
        if (state.paused().isEmpty() || runningVms() > 0 || !state.ended().isEmpty()) {
            return;
        }
        if (threat.atLeast(Level.PAUSE)) {
            end();
        } else {
            take(new Step.Resume(last(state.paused()), "nothing else runs: " + threat.cause()));
        }
    }

    private void take(Step step) {
        steps.add(step);
        state = state.after(step, seen.time());
    }

    private static VmKey last(List<VmKey> keys) {
        return keys.get(keys.size() - 1);
    }

    private static final Comparator<VmState> YOUNGEST_LAST = Comparator.comparingDouble(VmState::started)
            .thenComparing(vm -> vm.key().attempt().toString())
            .thenComparing(vm -> vm.key().vm());

    private Optional<VmState> youngest(Predicate<VmState> which) {
        return seen.vms().stream().filter(this::mayBeTouched).filter(which).max(YOUNGEST_LAST);
    }

    private boolean mayBeTouched(VmState vm) {
        return vm.shared() && !state.ended().contains(vm.key().attempt());
    }

    private boolean isPaused(VmState vm) {
        return state.paused().contains(vm.key());
    }

    private long runningVms() {
        return seen.vms().stream().filter(vm -> !isPaused(vm)).count();
    }
}
