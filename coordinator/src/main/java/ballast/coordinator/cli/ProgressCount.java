package ballast.coordinator.cli;

import ballast.coordinator.schedule.CampaignView;
import ballast.coordinator.schedule.RunState;
import ballast.coordinator.schedule.RunView;
import ballast.model.CellId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How far a campaign is.
 *
 * @param cellsDone cells of which no run is waiting or running
 * @param runsDone runs that have ended, however
 */
record ProgressCount(int cells, int cellsDone, int runs, int runsDone, int running, int failed, int skipped) {
    static ProgressCount of(CampaignView view) {
        Map<CellId, List<RunView>> cells = view.runs().stream()
                .collect(Collectors.groupingBy(run -> run.run().cell()));
        long cellsDone = cells.values().stream()
                .filter(runs -> runs.stream().allMatch(run -> isDone(run.state())))
                .count();
        return new ProgressCount(
                cells.size(),
                (int) cellsDone,
                view.runs().size(),
                (int) view.runs().stream().filter(run -> isDone(run.state())).count(),
                count(view, RunState.Running.class),
                count(view, RunState.Failed.class),
                count(view, RunState.Skipped.class));
    }

    private static int count(CampaignView view, Class<? extends RunState> state) {
        return (int) view.runs().stream()
                .map(RunView::state)
                .filter(state::isInstance)
                .count();
    }

    private static boolean isDone(RunState state) {
        return !(state instanceof RunState.Waiting) && !(state instanceof RunState.Running);
    }
}
