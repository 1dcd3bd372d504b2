package ballast.coordinator.report;

import ballast.coordinator.results.StoredRun;
import ballast.coordinator.results.StoredStatus;
import ballast.coordinator.stats.FigureVariants;
import ballast.coordinator.stats.Figures;
import ballast.model.Accelerator;
import ballast.model.Driver;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A run with what its raw files say.
 *
 * @param variants its figures, by both computations; none unless it completed: figures of half a run mislead
 * @param timing where its time went, in s, in the order of timing.json, then store: from the attempt's
 *     end to its arrival; overhead has store in it. Empty if it never came so far
 * @param notes how its figures were measured
 * @param problems raw files that could not be read, and so figures that are missing
 * @param guard what its host's memory guard did to it
 */
public record RunSummary(
        StoredRun stored,
        FigureVariants variants,
        Map<String, Double> timing,
        List<String> notes,
        List<String> problems,
        GuardRecord guard) {
    public RunSummary {
        timing = Collections.unmodifiableMap(new LinkedHashMap<>(timing));
        notes = List.copyOf(notes);
        problems = List.copyOf(problems);
    }

    /** The corrected ones. */
    public Figures figures() {
        return variants.corrected();
    }

    /**
     * Why its figures should not be relied on; empty if nothing speaks against them. Each summary tells of them; what compares says which
     * count.
     */
    public List<String> doubts() {
        List<String> doubts = new ArrayList<>(problems);
        if (guard.isDisturbed()) {
            doubts.add("disturbed by the host's memory guard: " + String.join(", ", guard.marks()));
        }
        return doubts;
    }

    /** Whether it has figures. */
    public boolean isCompleted() {
        return stored.status() instanceof StoredStatus.Completed;
    }

    /** As JSON has it. A run without a result yet counts as skipped there, with a reason that says so. */
    public String status() {
        if (isCompleted()) {
            return "completed";
        }
        return stored.status() instanceof StoredStatus.Failed ? "failed" : "skipped";
    }

    /** Why it has no figures; empty if it completed. */
    public Optional<String> reason() {
        StoredStatus status = stored.status();
        if (status instanceof StoredStatus.Failed failed) {
            return Optional.of(failed.failure().kind() + ": " + failed.failure().message());
        }
        if (status instanceof StoredStatus.Skipped skipped) {
            return Optional.of(skipped.reason());
        }
        return status instanceof StoredStatus.Waiting
                ? Optional.of("not run: the campaign has not come to it")
                : Optional.empty();
    }

    /** For a closer look at a failure: command line, last lines of QEMU and the console. */
    List<String> details() {
        return stored.status() instanceof StoredStatus.Failed failed
                ? failed.failure().details()
                : List.of();
    }

    boolean hasFolder() {
        return !(stored.status() instanceof StoredStatus.Waiting);
    }

    /** Empty if it never came to a host. */
    public Optional<Accelerator> accel() {
        return stored.status() instanceof StoredStatus.Ended ended ? Optional.of(ended.accel()) : Optional.empty();
    }

    Optional<Driver> driver() {
        return stored.status() instanceof StoredStatus.Ended ended ? Optional.of(ended.driver()) : Optional.empty();
    }

    /** Blank if it never came to one. */
    public String host() {
        return stored.status() instanceof StoredStatus.Ended ended
                ? ended.host().value()
                : "";
    }

    /** Whether its figures are those of traces that were played back: not measured. */
    public boolean isReplayed() {
        return driver().filter(Driver.REPLAY::equals).isPresent();
    }
}
