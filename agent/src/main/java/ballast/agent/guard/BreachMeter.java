package ballast.agent.guard;

import ballast.model.ByteSize;
import ballast.model.GuardStatus;
import java.time.Instant;
import java.util.Optional;

/** Counts budget breaches. Not safe for several threads. */
final class BreachMeter {
    private final long budget;
    private GuardStatus.Breaches before = GuardStatus.Breaches.NONE;
    private Optional<Breach> now = Optional.empty();
    private double last;

    BreachMeter(long budget) {
        this.budget = budget;
    }

    /**
     * A look at the host. From one look over the budget to the next look counts as over it.
     *
     * @param time in s of a clock that never goes back
     * @return the breach that goes on, or that has just ended
     */
    Optional<Breach> look(Instant at, double time, long sum) {
        double passed = time - last;
        last = time;
        Optional<Breach> going =
                now.map(breach -> new Breach(breach.at(), breach.seconds() + passed, breach.worst(), breach.budget()));
        if (sum > budget) {
            ByteSize excess = new ByteSize(sum - budget);
            Breach begun = going.orElse(new Breach(at, 0, excess, new ByteSize(budget)));
            ByteSize worst = begun.worst().compareTo(excess) > 0 ? begun.worst() : excess;
            now = Optional.of(new Breach(begun.at(), begun.seconds(), worst, begun.budget()));
            return now;
        }
        going.ifPresent(over -> before = plus(over));
        now = Optional.empty();
        return going;
    }

    boolean goesOn() {
        return now.isPresent();
    }

    /** All, that which goes on included. */
    GuardStatus.Breaches total() {
        return now.map(this::plus).orElse(before);
    }

    private GuardStatus.Breaches plus(Breach breach) {
        return new GuardStatus.Breaches(
                before.count() + 1,
                before.seconds() + breach.seconds(),
                before.worst().compareTo(breach.worst()) > 0 ? before.worst() : breach.worst());
    }
}
