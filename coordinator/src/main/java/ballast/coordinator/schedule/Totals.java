package ballast.coordinator.schedule;

import ballast.coordinator.schedule.RunState.Running;
import ballast.coordinator.schedule.RunState.Waiting;
import ballast.coordinator.schedule.ScheduleEvent.AttemptCompleted;
import ballast.coordinator.schedule.ScheduleEvent.AttemptFailed;
import ballast.coordinator.schedule.ScheduleEvent.AttemptRetried;
import ballast.model.FailureKind;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What has happened so far in all of a journal; each number only ever rises.
 *
 * @param ended runs by how they ended; one that ends again counts again
 * @param completed attempts with a full result
 * @param failed attempts by whose fault it was, those that were tried again included
 * @param samples in stored raw files
 * @param byteSeconds integral of resident sets over time, by mode and driver
 * @param breaches seconds of each time that a host was over a budget, by its id
 */
public record Totals(
        Map<Ended, Long> ended,
        long completed,
        Map<FailureKind, Long> failed,
        long samples,
        Map<Source, Double> byteSeconds,
        Map<String, Double> breaches) {
    public static final Totals NONE = new Totals(Map.of(), 0, Map.of(), 0, Map.of(), Map.of());

    /** How a run ended. */
    public enum Ended {
        COMPLETED,
        FAILED,
        SKIPPED
    }

    /** Of what results are: a mode's label, and a driver's. */
    public record Source(String mode, String driver) implements Comparable<Source> {
        @Override
        public int compareTo(Source other) {
            int byMode = mode.compareTo(other.mode);
            return byMode != 0 ? byMode : driver.compareTo(other.driver);
        }
    }

    public Totals {
        ended = Collections.unmodifiableMap(ended);
        failed = Collections.unmodifiableMap(failed);
        byteSeconds = Collections.unmodifiableMap(byteSeconds);
        breaches = Collections.unmodifiableMap(breaches);
    }

    /** All breaches together, in s. */
    public double breachSeconds() {
        return breaches.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    Totals plus(Tally tally) {
        Map<Source, Double> integral = new TreeMap<>(byteSeconds);
        integral.merge(new Source(tally.mode(), tally.driver()), tally.byteSeconds(), Double::sum);
        Map<String, Double> all = breaches;
        if (!tally.breaches().isEmpty()) {
            all = new TreeMap<>(breaches);
            for (Tally.Breach breach : tally.breaches()) {
                all.merge(breach.id(), breach.seconds(), Math::max);
            }
        }
        return new Totals(ended, completed, failed, samples + tally.samples(), integral, all);
    }

    /** After an event that changed a campaign; without one before, it was submitted. */
    @SuppressWarnings("ReferenceEquality") // what did not change is the same object
    Totals after(ScheduleEvent event, Optional<Campaign> before, Campaign after) {
        if (before.isEmpty() || before.get() == after) {
            return this;
        }
        Totals counted = endedBetween(before.get(), after);
        if (event instanceof AttemptCompleted) {
            return new Totals(counted.ended, completed + 1, failed, samples, byteSeconds, breaches);
        }
        if (event instanceof AttemptFailed of) {
            return counted.plusFailure(of.failure().kind());
        }
        return event instanceof AttemptRetried of
                ? counted.plusFailure(of.failure().kind())
                : counted;
    }

    private Totals plusFailure(FailureKind kind) {
        Map<FailureKind, Long> more = new TreeMap<>(failed);
        more.merge(kind, 1L, Long::sum);
        return new Totals(ended, completed, more, samples, byteSeconds, breaches);
    }

    @SuppressWarnings("ReferenceEquality") // what did not change is the same object
    private Totals endedBetween(Campaign before, Campaign after) {
        if (before.states() == after.states()) {
            return this; // paused, or resumed
        }
        Map<Ended, Long> more = new TreeMap<>(ended);
        for (int run = 0; run < after.states().size(); run++) {
            RunState state = after.states().get(run);
            if (state != before.states().get(run) && !(state instanceof Waiting || state instanceof Running)) {
                more.merge(ended(state), 1L, Long::sum);
            }
        }
        return new Totals(more, completed, failed, samples, byteSeconds, breaches);
    }

    private static Ended ended(RunState state) {
        if (state instanceof RunState.Completed) {
            return Ended.COMPLETED;
        }
        return state instanceof RunState.Failed ? Ended.FAILED : Ended.SKIPPED;
    }
}
