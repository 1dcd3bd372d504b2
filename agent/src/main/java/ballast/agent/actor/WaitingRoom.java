package ballast.agent.actor;

import ballast.agent.guard.Admission;
import ballast.agent.guard.Admission.Expectation;
import ballast.agent.guard.GuardEvent;
import ballast.agent.guard.MemoryGuard;
import ballast.message.ToAgent.StartAttempt;
import ballast.model.AttemptId;
import ballast.model.ByteSize;
import ballast.model.CampaignId;
import ballast.model.Cell;
import ballast.model.Forecast;
import ballast.model.Isolation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Attempts of shared runs that are to start: at their planned time or later, in that order, each when the host's memory allows
 * it and its cores are free. None overtakes another, so that a large one is not kept out by small ones for ever. Those without
 * a forecast start as soon as the guard lets anything start.
 */
final class WaitingRoom {
    /** Between two looks at whether one that is held back may start. */
    static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    /** An attempt that runs, for what it is expected to occupy. */
    record Began(CampaignId campaign, Expectation expectation, Instant at) {
        static Began of(StartAttempt start, Instant at) {
            Expectation expectation = start.forecast()
                    .<Expectation>map(Admission.Forecasted::new)
                    .orElseGet(() -> new Admission.FullSize(most(start)));
            return new Began(start.attempt().run().campaign(), expectation, at);
        }

        /** In full, but its campaign's budget is the most that the guard lets it have. */
        private static long most(StartAttempt start) {
            long full = start.cell().demand().memory().bytes();
            return Math.min(full, start.budget().map(ByteSize::bytes).orElse(full));
        }

        Admission.Running running(Instant now) {
            return new Admission.Running(expectation, Duration.between(at, now));
        }
    }

    /** @param events that it was held back, and why */
    record Admitted(StartAttempt start, List<GuardEvent> events) {}

    private record Waiting(StartAttempt start, Instant arrived, List<GuardEvent> events) {
        Instant planned() {
            return start.forecast().map(Forecast::start).orElse(arrived);
        }
    }

    private static final Comparator<Waiting> ORDER = Comparator.comparing(Waiting::planned)
            .thenComparing(waiting -> waiting.start.attempt().toString());

    private final Optional<MemoryGuard> guard;
    private final Map<AttemptId, Waiting> waiting = new TreeMap<>();

    WaitingRoom(Optional<MemoryGuard> guard) {
        this.guard = guard;
    }

    /** Whether attempts of a cell have to wait here. */
    static boolean isFor(StartAttempt start) {
        return start.cell().isolation() == Isolation.SHARED;
    }

    /** One that waits already is planned anew. */
    void enter(StartAttempt start, Instant now) {
        Waiting before = waiting.get(start.attempt());
        waiting.put(
                start.attempt(),
                before == null
                        ? new Waiting(start, now, new ArrayList<>())
                        : new Waiting(start, before.arrived, before.events));
    }

    boolean has(AttemptId attempt) {
        return waiting.containsKey(attempt);
    }

    void leave(AttemptId attempt) {
        waiting.remove(attempt);
    }

    Set<AttemptId> attempts() {
        return waiting.keySet();
    }

    /** Those whose time has come, and that may not start. */
    List<AttemptId> held(Instant now) {
        return waiting.values().stream()
                .filter(it -> !it.planned().isAfter(now))
                .map(it -> it.start.attempt())
                .toList();
    }

    /** Takes out the next if it is to start now. */
    Optional<Admitted> next(Instant now, Collection<Began> running, Predicate<Cell> coresAreFree) {
        Optional<Waiting> first = waiting.values().stream().min(ORDER);
        if (first.isEmpty() || first.get().planned().isAfter(now)) {
            return Optional.empty();
        }
        Waiting candidate = first.get();
        Optional<String> refusal = refusal(candidate.start, now, running, coresAreFree);
        if (refusal.isPresent()) {
            if (candidate.events.isEmpty()) {
                candidate.events.add(event(now, "held", refusal.get()));
            }
            return Optional.empty();
        }
        waiting.remove(candidate.start.attempt());
        if (!candidate.events.isEmpty()) {
            candidate.events.add(event(now, "admitted", "nothing speaks against it any more"));
        }
        return Optional.of(new Admitted(candidate.start, List.copyOf(candidate.events)));
    }

    private Optional<String> refusal(
            StartAttempt start, Instant now, Collection<Began> running, Predicate<Cell> coresAreFree) {
        CampaignId campaign = start.attempt().run().campaign();
        Optional<MemoryGuard.Latest> seen = guard.map(MemoryGuard::latest);
        Optional<MemoryGuard.Own> own =
                seen.flatMap(latest -> Optional.ofNullable(latest.own().get(campaign)));
        Optional<String> threatened = running.isEmpty()
                ? Optional.empty()
                : seen.flatMap(MemoryGuard.Latest::holding).or(() -> own.flatMap(MemoryGuard.Own::holding));
        if (threatened.isPresent() || start.forecast().isEmpty()) {
            return threatened;
        }
        if (!running.isEmpty() && !coresAreFree.test(start.cell())) {
            return Optional.of("its cores are not free yet");
        }
        Forecast forecast = start.forecast().get();
        return guard.flatMap(watching -> Admission.refusal(
                        forecast,
                        running.stream().map(run -> run.running(now)).toList(),
                        watching.latest().seen().sum(),
                        watching.budget()))
                .or(() -> own.flatMap(
                        of -> Admission.refusal(forecast, ofCampaign(campaign, running, now), of.sum(), of.budget())));
    }

    private static List<Admission.Running> ofCampaign(CampaignId campaign, Collection<Began> running, Instant now) {
        return running.stream()
                .filter(run -> run.campaign().equals(campaign))
                .map(run -> run.running(now))
                .toList();
    }

    private GuardEvent event(Instant now, String name, String cause) {
        GuardEvent.Seen seen = guard.map(watching -> watching.latest().seen())
                .orElse(new GuardEvent.Seen(0, OptionalLong.empty(), Optional.empty()));
        return new GuardEvent(now, name, cause, OptionalInt.empty(), seen);
    }

    /** Until somebody may start; empty if nobody waits. */
    Optional<Duration> untilNext(Instant now) {
        return waiting.values().stream().min(ORDER).map(first -> {
            Duration left = Duration.between(now, first.planned());
            return left.compareTo(LOOK_AGAIN) > 0 ? left : LOOK_AGAIN;
        });
    }
}
