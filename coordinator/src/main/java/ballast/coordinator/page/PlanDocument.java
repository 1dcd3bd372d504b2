package ballast.coordinator.page;

import ballast.coordinator.report.Varying;
import ballast.coordinator.results.PackingRecord;
import ballast.coordinator.results.PackingRecord.Outcome;
import ballast.coordinator.results.PackingRecord.Place;
import ballast.coordinator.schedule.CampaignView;
import ballast.coordinator.schedule.RunView;
import ballast.model.Cell;
import ballast.model.Packing.Footprint;
import ballast.model.RunId;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was planned of a campaign's runs and what came of it; of one that is not packed by footprint nothing was planned. */
public final class PlanDocument {
    private PlanDocument() {}

    /** {@code {"packed", "margin", "quantile", "plans", "first", "latest", "varying", "runs": [{"cell", "mode", …, "planned", "state"}]}}. */
    public static ObjectNode of(CampaignView view, Optional<PackingRecord> record) {
        ObjectNode node = Nodes.object().put("packed", record.isPresent());
        record.ifPresent(known -> head(node, known));
        Map<RunId, PackingRecord.Run> planned = new HashMap<>();
        record.ifPresent(known -> known.runs().forEach(run -> planned.put(run.run(), run)));
        List<Cell> cells = view.runs().stream().map(RunView::cell).distinct().toList();
        List<String> varying = Varying.parameters(cells);
        ArrayNode runs = node.putArray("runs");
        for (RunView run : view.runs()) {
            ObjectNode one =
                    Nodes.cell(run.cell(), varying).put("repetition", run.run().repetition());
            Optional<Place> place = Optional.ofNullable(planned.get(run.run())).flatMap(PackingRecord.Run::planned);
            Nodes.place(one, "planned", place);
            runs.add(one.setAll(CampaignChanges.state(run)));
        }
        return node;
    }

    private static void head(ObjectNode node, PackingRecord record) {
        if (record.packing() instanceof Footprint footprint) {
            node.put("margin", footprint.margin()).put("quantile", footprint.quantile());
        }
        node.put("plans", record.plans());
        record.first().ifPresent(outcome -> outcome(node.putObject("first"), outcome));
        record.latest().ifPresent(outcome -> outcome(node.putObject("latest"), outcome));
    }

    /** In s from when it was made. */
    private static void outcome(ObjectNode node, Outcome outcome) {
        node.put("made", outcome.made().toEpochMilli())
                .put("makespan", outcome.makespan())
                .put("lowerBound", outcome.lowerBound())
                .put("staticMakespan", outcome.staticMakespan())
                .put("peakMakespan", outcome.peakMakespan());
    }
}
