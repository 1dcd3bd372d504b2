package ballast.coordinator.actor;

import ballast.coordinator.results.PackingRecord;
import ballast.coordinator.results.PackingRecord.Place;
import ballast.coordinator.schedule.Campaign;
import ballast.coordinator.schedule.PackingPlan;
import ballast.coordinator.schedule.PackingPlan.Outcome;
import ballast.coordinator.schedule.PackingPlan.Slot;
import ballast.coordinator.schedule.RunState;
import ballast.coordinator.schedule.RunState.Completed;
import ballast.coordinator.schedule.RunState.Failed;
import ballast.coordinator.schedule.RunState.Running;
import ballast.coordinator.schedule.Schedule;
import ballast.model.AttemptId;
import ballast.model.CampaignId;
import ballast.model.RunId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes {@code plan.json} of packed campaigns whenever it says something new, one write after the other. */
final class PlanFile {
    private static final Logger LOG = LoggerFactory.getLogger(PlanFile.class);

    private final ResultPort port;
    private final Executor blocking;
    private final Map<RunId, Slot> started = new HashMap<>();
    private final Map<CampaignId, Outcome> first = new LinkedHashMap<>();
    private final Map<CampaignId, Integer> plans = new HashMap<>();
    private final Set<CampaignId> changed = new TreeSet<>();
    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

    PlanFile(ResultPort port, Executor blocking) {
        this.port = port;
        this.blocking = blocking;
    }

    void started(AttemptId attempt, Optional<Slot> planned) {
        planned.ifPresentOrElse(slot -> started.put(attempt.run(), slot), () -> started.remove(attempt.run()));
    }

    void adopted(PackingPlan plan) {
        plan.outcomes().forEach((campaign, outcome) -> {
            first.putIfAbsent(campaign, outcome);
            plans.merge(campaign, 1, Integer::sum);
            changed.add(campaign);
        });
    }

    void changed(CampaignId campaign) {
        changed.add(campaign);
    }

    /** What could not be written is written with the next change: results do not rest on it. */
    void write(Schedule schedule, PackingPlan plan) {
        for (CampaignId id : changed) {
            schedule.campaign(id).ifPresent(campaign -> {
                PackingRecord record = record(campaign, plan);
                last = last.thenRunAsync(
                        () -> {
                            try {
                                port.plan(id, record);
                            } catch (IOException e) {
                                LOG.warn("the plan of campaign {} cannot be stored", id, e);
                            }
                        },
                        blocking);
            });
        }
        changed.clear();
    }

    private PackingRecord record(Campaign campaign, PackingPlan plan) {
        List<PackingRecord.Run> runs = new ArrayList<>();
        for (int i = 0; i < campaign.runs().size(); i++) {
            RunId run = campaign.runs().get(i).run();
            RunState state = campaign.states().get(i);
            Optional<Slot> slot =
                    state instanceof RunState.Waiting ? plan.slot(run) : Optional.ofNullable(started.get(run));
            runs.add(new PackingRecord.Run(
                    run,
                    slot.map(planned -> new Place(planned.host(), planned.start(), Optional.of(planned.end()))),
                    actual(state)));
        }
        return new PackingRecord(
                campaign.packing(),
                Optional.ofNullable(first.get(campaign.id())).map(PlanFile::outcome),
                Optional.ofNullable(plan.outcomes().get(campaign.id())).map(PlanFile::outcome),
                plans.getOrDefault(campaign.id(), 0),
                runs);
    }

    private static PackingRecord.Outcome outcome(Outcome known) {
        return new PackingRecord.Outcome(
                known.made(), known.makespan(), known.lowerBound(), known.staticMakespan(), known.peakMakespan());
    }

    private static Optional<Place> actual(RunState state) {
        if (state instanceof Running running) {
            return Optional.of(new Place(running.host(), running.since(), Optional.empty()));
        }
        if (state instanceof Completed completed) {
            return Optional.of(new Place(completed.host(), completed.started(), Optional.of(completed.ended())));
        }
        return state instanceof Failed failed
                ? Optional.of(new Place(failed.host(), failed.started(), Optional.of(failed.ended())))
                : Optional.empty();
    }
}
