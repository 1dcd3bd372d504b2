package ballast.coordinator.capacity;

import ballast.model.ByteSize;
import ballast.model.RunId;
import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * What a real run with so many VMs has shown.
 *
 * @param outcome of the run
 * @param reason why it did not complete
 * @param peak the most that its VMs' resident sets were together, from their boot on; empty: nothing was sampled
 * @param breaches of the budget, as the host's memory guard counted them, looking every 100 ms
 * @param marks what the guard did to the run: some of held, shrunk, paused
 */
public record Evidence(
        int vms,
        RunId run,
        Outcome outcome,
        Optional<String> reason,
        Optional<ByteSize> peak,
        Breaches breaches,
        List<String> marks) {
    /** How the run ended. */
    public enum Outcome {
        COMPLETED,
        FAILED,
        SKIPPED
    }

    /**
     * @param count of times that the VMs' sum went over the budget
     * @param seconds all together
     * @param worst the most that it was over it
     */
    public record Breaches(int count, double seconds, ByteSize worst) {
        public static final Breaches NONE = new Breaches(0, 0, ByteSize.ZERO);
    }

    public Evidence {
        Objects.requireNonNull(run, "run");
        Objects.requireNonNull(outcome, "outcome");
        marks = List.copyOf(marks);
    }

    /** Whether it completed within the budget, and without the guard's help. */
    public boolean fits(ByteSize budget) {
        return whyNot(budget).isEmpty();
    }

    /** Whether memory is what it failed for, if it did. */
    @JsonIgnore
    public boolean isOfMemory() {
        return breaches.count() > 0 || isTouched() || outcome == Outcome.COMPLETED;
    }

    private boolean isTouched() {
        return marks.contains("shrunk") || marks.contains("paused");
    }

    /** Why so many do not fit; empty if they do. */
    public Optional<String> whyNot(ByteSize budget) {
        List<String> reasons = new ArrayList<>();
        if (breaches.count() > 0) {
            reasons.add(String.format(
                    Locale.ROOT,
                    "over the budget for %.1f s, by at most %s",
                    breaches.seconds(),
                    breaches.worst().toHumanText()));
        } else if (peak.filter(most -> most.compareTo(budget) > 0).isPresent()) {
            reasons.add("a peak over the budget");
        }
        if (isTouched()) {
            reasons.add("the memory guard had to act: "
                    + String.join(
                            ", ",
                            marks.stream().filter(mark -> !mark.equals("held")).toList()));
        }
        if (outcome != Outcome.COMPLETED && !isOfMemory()) {
            reasons.add(outcome.name().toLowerCase(Locale.ROOT) + ": " + reason.orElse("no reason is known"));
        }
        return reasons.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", reasons));
    }
}
