package ballast.coordinator.actor;

import ballast.coordinator.metrics.CampaignCount;
import ballast.coordinator.metrics.CoordinatorMetrics;
import ballast.coordinator.metrics.RunCount;
import ballast.coordinator.schedule.Campaign;
import ballast.coordinator.schedule.RunState;
import ballast.coordinator.schedule.Schedule;
import ballast.model.CampaignId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts runs by state; a campaign that has not changed is not counted again. */
final class RunCounts {
    /** Ended campaigns are told of while they are among so many newest. */
    private static final int NEWEST = 20;

    private final Map<CampaignId, Counted> counted = new HashMap<>();

    private record Counted(List<RunState> states, Map<RunCount, Integer> runs) {
        boolean ended() {
            return runs.getOrDefault(RunCount.WAITING, 0) + runs.getOrDefault(RunCount.RUNNING, 0) == 0;
        }
    }

    void show(Schedule schedule, CoordinatorMetrics metrics) {
        Map<RunCount, Integer> all = new EnumMap<>(RunCount.class);
        List<CampaignCount> told = new ArrayList<>();
        int hosts = 0;
        int users = 0;
        int older = schedule.campaigns().size() - NEWEST;
        for (Campaign campaign : schedule.campaigns().values()) {
            Counted now = count(campaign);
            now.runs.forEach((state, count) -> all.merge(state, count, Integer::sum));
            int waiting = now.runs.getOrDefault(RunCount.WAITING, 0);
            hosts += campaign.paused() ? 0 : waiting;
            users += campaign.paused() ? waiting : 0;
            if (older-- <= 0 || !now.ended()) {
                told.add(new CampaignCount(campaign.id().value(), campaign.name(), now.runs));
            }
        }
        metrics.runs(all);
        metrics.queue(hosts, users);
        metrics.campaigns(told);
    }

    @SuppressWarnings("ReferenceEquality") // a campaign that changes has another list
    private Counted count(Campaign campaign) {
        Counted before = counted.get(campaign.id());
        if (before != null && before.states == campaign.states()) {
            return before;
        }
        Map<RunCount, Integer> runs = new EnumMap<>(RunCount.class);
        campaign.states().forEach(state -> runs.merge(of(state), 1, Integer::sum));
        Counted now = new Counted(campaign.states(), runs);
        counted.put(campaign.id(), now);
        return now;
    }

    private static RunCount of(RunState state) {
        if (state instanceof RunState.Waiting) {
            return RunCount.WAITING;
        } else if (state instanceof RunState.Running) {
            return RunCount.RUNNING;
        } else if (state instanceof RunState.Completed) {
            return RunCount.COMPLETED;
        }
        return state instanceof RunState.Failed ? RunCount.FAILED : RunCount.SKIPPED;
    }
}
