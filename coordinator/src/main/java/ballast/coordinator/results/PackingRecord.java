package ballast.coordinator.results;

import ballast.model.HostId;
import ballast.model.Packing;
import ballast.model.RunId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What {@code plan.json} says of a campaign that is packed by footprint: what was planned, and what came of it.
 *
 * @param packing how
 * @param first the first plan of all
 * @param latest the plan in force, of what waited when it was made
 * @param plans how many were in force, one after the other
 * @param runs all of the campaign, in its order
 */
public record PackingRecord(
        Packing packing, Optional<Outcome> first, Optional<Outcome> latest, int plans, List<Run> runs) {
    /**
     * What is known of a plan, in s from when it was made.
     *
     * @param lowerBound no plan ends before
     * @param staticMakespan were the VMs' full sizes reserved
     * @param peakMakespan were the predicted peaks reserved
     */
    public record Outcome(Instant made, int makespan, int lowerBound, int staticMakespan, int peakMakespan) {}

    /**
     * A run.
     *
     * @param planned by the plan in force, or the one that was when it started
     * @param actual empty: it has not started
     */
    public record Run(RunId run, Optional<Place> planned, Optional<Place> actual) {}

    /**
     * Where and when.
     *
     * @param end empty: it runs
     */
    public record Place(HostId host, Instant start, Optional<Instant> end) {}

    public PackingRecord {
        runs = List.copyOf(runs);
    }
}
