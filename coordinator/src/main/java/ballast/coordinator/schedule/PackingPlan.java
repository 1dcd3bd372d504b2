package ballast.coordinator.schedule;

import ballast.model.CampaignId;
import ballast.model.HostId;
import ballast.model.RunId;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * When and where the waiting runs of packed campaigns are to start.
 *
 * @param slots in the order of starts
 * @param outcomes by campaign
 */
public record PackingPlan(Map<RunId, Slot> slots, Map<CampaignId, Outcome> outcomes) {
    public static final PackingPlan NONE = new PackingPlan(Map.of(), Map.of());

    /**
     * A run's place in the plan.
     *
     * @param end when it is expected to have ended
     * @param latest from then on the run is no longer put off by plans, but takes the first place that it finds
     */
    public record Slot(HostId host, Instant start, Instant end, Instant latest) {}

    /**
     * What is known of a campaign's part of a plan, of what waited when it was made.
     *
     * @param made its second 0
     * @param makespan in s, until the last run has ended
     * @param lowerBound of every plan's makespan, in s
     * @param staticMakespan in s, were the VMs' full sizes reserved
     * @param peakMakespan in s, were the peaks reserved, first-fit decreasing
     */
    public record Outcome(Instant made, int makespan, int lowerBound, int staticMakespan, int peakMakespan) {
        /** Of a campaign's parts, which run side by side. */
        Outcome both(Outcome other) {
            return new Outcome(
                    made,
                    Math.max(makespan, other.makespan),
                    Math.max(lowerBound, other.lowerBound),
                    Math.max(staticMakespan, other.staticMakespan),
                    Math.max(peakMakespan, other.peakMakespan));
        }
    }

    public PackingPlan {
        slots = Collections.unmodifiableMap(new LinkedHashMap<>(slots));
        outcomes = Collections.unmodifiableMap(new LinkedHashMap<>(outcomes));
    }

    /** When everything that it plans has ended; empty if it plans nothing. */
    public Optional<Instant> end() {
        return slots.values().stream().map(Slot::end).max(Comparator.naturalOrder());
    }

    /** Whether both are of one search. */
    public boolean isOf(PackingPlan other) {
        return !outcomes.isEmpty() && made().equals(other.made());
    }

    private Optional<Instant> made() {
        return outcomes.values().stream().map(Outcome::made).findFirst();
    }

    public Optional<Slot> slot(RunId run) {
        return Optional.ofNullable(slots.get(run));
    }
}
