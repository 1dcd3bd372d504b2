package ballast.agent.guard;

import ballast.model.GuardStatus;
import java.time.Instant;
import java.util.Optional;

/** One budget with the VMs that are to keep within it: a host's, or that of one campaign on the host. Not safe for several threads. */
final class GuardScope {
    private final Limits limits;
    private final BreachMeter breaches;
    private GuardState state = GuardState.IDLE;
    private Optional<String> holding = Optional.empty();

    /**
     * What one look gave.
     *
     * @param breach that goes on, or has just ended
     * @param turned {@code breach} or {@code breach-end} if one has just begun or ended
     * @param decision what is to be done
     */
    record Look(Optional<Breach> breach, Optional<String> turned, String cause, Policy.Decision decision) {}

    GuardScope(Limits limits) {
        this.limits = limits;
        this.breaches = new BreachMeter(limits.budget());
    }

    Limits limits() {
        return limits;
    }

    /** Why nothing is to start now; empty: nothing speaks against it. */
    Optional<String> holding() {
        return holding;
    }

    GuardStatus.Breaches breaches() {
        return breaches.total();
    }

    Look look(Instant at, Measurement seen) {
        boolean before = breaches.goesOn();
        Optional<Breach> breach = breaches.look(at, seen.time(), seen.sum());
        Optional<String> turned =
                before == breaches.goesOn() ? Optional.empty() : Optional.of(before ? "breach-end" : "breach");
        Policy.Decision decision = Policy.decide(state, seen, limits);
        state = decision.state();
        for (Step step : decision.steps()) {
            if (step instanceof Step.Hold || step instanceof Step.Release) {
                holding = step instanceof Step.Hold ? Optional.of(step.cause()) : Optional.empty();
            }
        }
        return new Look(breach, turned, Threat.of(seen, limits).cause(), decision);
    }

    /** Whether it wants this VM to stand still. */
    boolean keepsPaused(VmKey vm) {
        return state.paused().contains(vm);
    }

    /**
     * Another budget gives a VM back what it had; if this one keeps it small, it will do so in its time.
     *
     * @return whether it does
     */
    boolean takesOver(Step.Grow grow) {
        Long own = state.shrunk().get(grow.vm());
        if (own == null) {
            return false;
        }
        state = state.owing(grow.vm(), Math.max(own, grow.size()));
        return true;
    }
}
