package ballast.lab;

import ballast.coordinator.results.ResultStore;
import ballast.coordinator.results.StoredCampaign;
import ballast.coordinator.results.StoredRun;
import ballast.coordinator.results.StoredStatus;
import ballast.coordinator.schedule.IllegalEventException;
import ballast.coordinator.schedule.PlannedRun;
import ballast.coordinator.schedule.Schedule;
import ballast.coordinator.schedule.ScheduleEvent;
import ballast.coordinator.schedule.ScheduleEvent.AttemptCompleted;
import ballast.coordinator.schedule.ScheduleEvent.AttemptEvent;
import ballast.coordinator.schedule.ScheduleEvent.AttemptFailed;
import ballast.coordinator.schedule.ScheduleEvent.AttemptStarted;
import ballast.coordinator.schedule.ScheduleEvent.CampaignSubmitted;
import ballast.coordinator.schedule.ScheduleEvent.CoordinatorStarted;
import ballast.model.AttemptId;
import ballast.model.CampaignId;
import ballast.model.Cell;
import ballast.model.HostId;
import ballast.model.Isolation;
import ballast.model.RunId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a lab's journal and its store after the fact, and tells everything that must not have happened. */
final class HistoryCheck {
    private final long budget;
    private final List<String> wrong = new ArrayList<>();
    private final Map<RunId, Cell> accepted = new LinkedHashMap<>();
    private final Map<RunId, AttemptId> committed = new HashMap<>();
    private final Set<RunId> failed = new HashSet<>();
    private final Map<AttemptId, HostId> running = new LinkedHashMap<>();
    private final Map<RunId, Integer> attempts = new HashMap<>();
    private int started;

    /** @param budget of each host, in bytes */
    HistoryCheck(long budget) {
        this.budget = budget;
    }

    /** @param known campaigns whose submission was acknowledged */
    List<String> check(List<ScheduleEvent> events, ResultStore store, List<CampaignId> known) throws IOException {
        replays(events);
        long epoch = 0;
        for (ScheduleEvent event : events) {
            if (event instanceof CoordinatorStarted start) {
                expect(start.epoch() > epoch, "epoch " + start.epoch() + " after " + epoch);
                epoch = start.epoch();
            } else if (event instanceof CampaignSubmitted submitted) {
                for (PlannedRun run : submitted.runs()) {
                    accepted.put(run.run(), run.cell());
                }
            } else if (event instanceof AttemptEvent attempt) {
                attempt(attempt);
            }
        }
        expect(running.isEmpty(), "never ended: " + running);
        for (CampaignId campaign : known) {
            expect(
                    accepted.keySet().stream().anyMatch(run -> run.campaign().equals(campaign)),
                    "campaign " + campaign + " was acknowledged, and is not in the journal");
            Optional<StoredCampaign> found = store.find(campaign);
            expect(found.isPresent(), "campaign " + campaign + " was acknowledged, and is not in the store");
            found.ifPresent(this::stored);
        }
        for (RunId run : accepted.keySet()) {
            expect(committed.containsKey(run) != failed.contains(run), run + ": want one result or one failure");
        }
        return wrong;
    }

    /** The journal is one that the schedule's own rules allow. */
    private void replays(List<ScheduleEvent> events) {
        Schedule schedule = Schedule.empty();
        for (ScheduleEvent event : events) {
            try {
                schedule = schedule.apply(event);
            } catch (IllegalEventException e) {
                wrong.add(event + ": " + e.getMessage());
            }
        }
    }

    private void attempt(AttemptEvent event) {
        AttemptId attempt = event.attempt();
        RunId run = attempt.run();
        expect(accepted.containsKey(run), attempt + ": of no accepted run");
        if (event instanceof AttemptStarted start) {
            started++;
            expect(!committed.containsKey(run), attempt + ": started after a result was committed");
            int before = attempts.merge(run, 1, Integer::sum) - 1;
            expect(attempt.number() == before + 1, attempt + ": number after " + before);
            expect(
                    running.keySet().stream().noneMatch(other -> other.run().equals(run)),
                    attempt + ": while another attempt of it runs");
            beside(attempt, start.host());
            running.put(attempt, start.host());
        } else {
            expect(running.remove(attempt) != null, event + ": did not run");
            if (event instanceof AttemptCompleted) {
                expect(committed.put(run, attempt) == null, attempt + ": a second result");
            } else if (event instanceof AttemptFailed failure) {
                expect(failed.add(run), attempt + ": a second failure");
                expect(!failure.failure().message().isBlank(), attempt + ": failed without a reason");
            }
        }
    }

    /** Whether what already runs there leaves room. */
    private void beside(AttemptId attempt, HostId host) {
        Cell cell = accepted.get(attempt.run());
        long sum = cell.demand().memory().bytes();
        for (Map.Entry<AttemptId, HostId> other : running.entrySet()) {
            if (other.getValue().equals(host)) {
                Cell beside = accepted.get(other.getKey().run());
                sum += beside.demand().memory().bytes();
                expect(
                        cell.isolation() == Isolation.SHARED && beside.isolation() == Isolation.SHARED,
                        attempt + ": started beside " + other.getKey() + " on " + host + ", and one is exclusive");
            }
        }
        expect(sum <= budget, attempt + ": VMs of " + sum + " bytes on " + host + ", over its budget of " + budget);
    }

    private void stored(StoredCampaign campaign) {
        for (StoredRun run : campaign.runs()) {
            if (run.status() instanceof StoredStatus.Completed completed) {
                AttemptId attempt = committed.get(run.run());
                expect(
                        attempt != null && attempt.number() == completed.attempt(),
                        run.run() + ": the store has attempt " + completed.attempt() + ", the journal " + attempt);
            } else {
                expect(!committed.containsKey(run.run()), run.run() + ": committed, but the store has " + run.status());
            }
        }
    }

    private void expect(boolean condition, String problem) {
        if (!condition) {
            wrong.add(problem);
        }
    }

    @Override
    public String toString() {
        return accepted.size() + " runs accepted, " + started + " attempts, " + committed.size() + " committed, "
                + failed.size() + " failed";
    }
}
