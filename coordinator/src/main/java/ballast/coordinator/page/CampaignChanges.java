package ballast.coordinator.page;

import ballast.coordinator.report.Varying;
import ballast.coordinator.schedule.CampaignView;
import ballast.coordinator.schedule.RunState;
import ballast.coordinator.schedule.RunView;
import ballast.model.Cell;
import ballast.model.VmStatus;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A campaign's views, each as what differs from the one before: a campaign may have thousands of runs. For one onlooker. */
public final class CampaignChanges {
    private final List<ObjectNode> last = new ArrayList<>();

    /**
     * The first one is whole: {@code {"campaign", "name", "ended", "varying", "cells", "runs"}}, where each run has its place in {@code i}
     * and its cell's place in {@code cell}. Later ones have {@code ended} and, in {@code runs}, what has changed.
     *
     * @return empty if nothing has changed
     */
    public Optional<ObjectNode> next(CampaignView view) {
        boolean first = last.isEmpty();
        ObjectNode node = Nodes.object().put("ended", view.ended());
        List<Cell> cells = view.runs().stream().map(RunView::cell).distinct().toList();
        if (first) {
            head(node, view, cells);
        }
        ArrayNode changed = node.putArray("runs");
        for (int i = 0; i < view.runs().size(); i++) {
            RunView run = view.runs().get(i);
            ObjectNode now = state(run).put("i", i);
            if (first) {
                last.add(now);
                changed.add(now.deepCopy()
                        .put("cell", cells.indexOf(run.cell()))
                        .put("repetition", run.run().repetition()));
            } else if (!now.equals(last.get(i))) {
                last.set(i, now);
                changed.add(now);
            }
        }
        return first || !changed.isEmpty() || view.ended() ? Optional.of(node) : Optional.empty();
    }

    private static void head(ObjectNode node, CampaignView view, List<Cell> cells) {
        node.put("campaign", view.id().value()).put("name", view.name());
        List<String> varying = Varying.parameters(cells);
        varying.forEach(node.putArray("varying")::add);
        ArrayNode all = node.putArray("cells");
        cells.forEach(cell -> all.add(Nodes.cell(cell, varying)));
    }

    /** Where a run stands, with only what there is to say of it. */
    static ObjectNode state(RunView view) {
        RunState state = view.state();
        ObjectNode node = Nodes.object();
        if (state instanceof RunState.Waiting waiting) {
            return node.put("state", "waiting").put("attempts", waiting.attempts());
        } else if (state instanceof RunState.Running running) {
            return node.put("state", "running")
                    .put("attempt", running.attempt().number())
                    .put("host", running.host().value())
                    .put("start", running.since().toEpochMilli())
                    .put("phase", phases(view.live()));
        } else if (state instanceof RunState.Completed completed) {
            return node.put("state", "completed")
                    .put("attempt", completed.attempt().number())
                    .put("host", completed.host().value())
                    .put("start", Nodes.millis(completed.started()))
                    .put("end", Nodes.millis(completed.ended()));
        } else if (state instanceof RunState.Failed failed) {
            return node.put("state", "failed")
                    .put("attempt", failed.attempt().number())
                    .put("host", failed.host().value())
                    .put("start", Nodes.millis(failed.started()))
                    .put("end", Nodes.millis(failed.ended()))
                    .put(
                            "reason",
                            failed.failure().kind() + ": " + failed.failure().message());
        }
        RunState.Skipped skipped = (RunState.Skipped) state;
        return node.put("state", skipped.cancelled() ? "cancelled" : "skipped").put("reason", skipped.reason());
    }

    private static String phases(List<VmStatus> vms) {
        return vms.stream().map(VmStatus::phase).distinct().collect(Collectors.joining(", "));
    }
}
