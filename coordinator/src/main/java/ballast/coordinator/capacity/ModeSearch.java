package ballast.coordinator.capacity;

import ballast.model.ByteSize;
import ballast.model.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How many VMs of one cell fit into a budget: what was tried and what is next. Starts with what a plan of recorded footprints says, or,
 * where there is none, with as many as fit at their full size; goes up to what the newest plan says, or doubles, until a number does not fit;
 * halves from then on. Immutable.
 *
 * @param cell with the VMs that its matrix gives it
 * @param staticVms how many fit at their full size; may be 0
 * @param planned what the plan said that the search began with; empty: there was none
 * @param most so many are thought possible so far
 * @param guess what to try next, if the answer may still be there
 * @param tries in their order
 */
public record ModeSearch(
        Cell cell, int staticVms, Optional<Integer> planned, int most, int guess, List<Evidence> tries) {
    /** More VMs than that are not tried on one host. */
    public static final int MOST = 1024;

    /** After so many tries what plans say does not count any more: they did not lead to the answer. */
    private static final int PLANS = 3;

    public ModeSearch {
        Objects.requireNonNull(cell, "cell");
        tries = List.copyOf(tries);
    }

    /** @param planned from recorded footprints */
    public static ModeSearch begin(Cell cell, int staticVms, Optional<Integer> planned) {
        int guess = Math.min(MOST, Math.max(1, planned.orElse(staticVms)));
        return new ModeSearch(cell, staticVms, planned, Math.min(MOST, 2 * guess), guess, List.of());
    }

    /** The tries as the search has them. */
    public VmsSearch search(ByteSize budget) {
        List<VmsSearch.Try> made = new ArrayList<>();
        tries.forEach(evidence -> made.add(new VmsSearch.Try(evidence.vms(), evidence.fits(budget))));
        return new VmsSearch(most, guess, made);
    }

    /**
     * After one more run.
     *
     * @param replanned what the plan says now, from all that was recorded until now
     */
    public ModeSearch with(Evidence evidence, Optional<Integer> replanned, ByteSize budget) {
        List<Evidence> more = new ArrayList<>(tries);
        more.add(evidence);
        ModeSearch tried = new ModeSearch(cell, staticVms, planned, most, guess, more);
        VmsSearch search = tried.search(budget);
        int next = Math.max(1, Math.min(MOST, wanted(search, replanned.filter(vms -> more.size() <= PLANS))));
        int bound = search.isBounded() ? most : Math.min(MOST, Math.max(most, Math.max(next, 2 * search.answer())));
        return new ModeSearch(cell, staticVms, planned, bound, Math.min(next, bound), more);
    }

    /** A number that is known already makes the search halve. */
    private static int wanted(VmsSearch search, Optional<Integer> plan) {
        int answer = search.answer();
        if (plan.filter(vms -> vms > answer).isPresent()) {
            return plan.get();
        }
        boolean confirmed = plan.filter(vms -> vms == answer).isPresent();
        if (confirmed) {
            return answer + 1;
        }
        return search.isBounded() ? answer : 2 * answer;
    }

    /** What to run next; empty when the answer is found. */
    public OptionalInt next(ByteSize budget) {
        return skipped().isPresent() ? OptionalInt.empty() : search(budget).next();
    }

    /** Why the host cannot do it at all. */
    public Optional<String> skipped() {
        return tries.stream()
                .filter(made -> made.outcome() == Evidence.Outcome.SKIPPED)
                .findFirst()
                .map(made -> made.reason().orElse("no reason is known"));
    }

    /** The smallest number that was tried above the answer, and did not fit. */
    public Optional<Evidence> limit(ByteSize budget) {
        int over = search(budget).smallestMisfit();
        return tries.stream()
                .filter(made -> made.vms() == over && !made.fits(budget))
                .findFirst();
    }

    /** Whether the answer is known, and memory is what limits it. */
    public boolean isAnswered(ByteSize budget) {
        return skipped().isPresent()
                || (next(budget).isEmpty()
                        && limit(budget).map(Evidence::isOfMemory).orElse(true));
    }
}
