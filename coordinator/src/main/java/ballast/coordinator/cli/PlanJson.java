package ballast.coordinator.cli;

import ballast.model.Demand;
import ballast.model.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A plan for programs. {@code here} is runs, skipped or does-not-fit; {@code reason} says why it is not runs, else it is null.
 * Memory is in bytes, {@code packed} the plan of a matrix that is packed by footprint; {@code refusal} is why {@code ballast run} would refuse the whole matrix, else null.
 */
final class PlanJson {
    private PlanJson() {}

    /** One document over several lines, the last one ended. */
    static String render(Plan plan) {
        ObjectNode document = Json.mapper().createObjectNode();
        document.put("matrix", plan.matrix().title());
        document.put("runs", plan.runs(Plan.Fate.class));
        document.put("refusal", plan.refusal().orElse(null));
        var cells = document.putArray("cells");
        plan.parts().forEach(part -> part.rows().forEach(row -> cells.add(cell(part, row))));
        plan.packed().ifPresent(packed -> document.set("packed", packed(packed)));
        try {
            return Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of text and numbers can always be written", e);
        }
    }

    private static ObjectNode packed(PackedPlan plan) {
        ObjectNode node = Json.mapper().createObjectNode();
        node.put("makespan_s", plan.outcome().makespan());
        node.put("lower_bound_s", plan.outcome().lowerBound());
        node.put("gap", plan.gap());
        node.put("margin", plan.packing().margin());
        node.put("quantile", plan.packing().quantile());
        ObjectNode baselines = node.putObject("baselines");
        baselines.put("static", plan.outcome().staticMakespan());
        baselines.put("ffd_peak", plan.outcome().peakMakespan());
        var unknown = node.putArray("planned_by_full_size");
        plan.unknown().forEach(cell -> unknown.add(cell.value()));
        var hosts = node.putArray("hosts");
        for (PackedPlan.Host host : plan.hosts()) {
            ObjectNode each = hosts.addObject();
            each.put("host", host.id().value());
            each.put("usable_bytes", host.budget().bytes());
            each.put("peak_bytes", host.peak().bytes());
            var placements = each.putArray("placements");
            for (PackedPlan.Placed placed : host.runs()) {
                ObjectNode run = placements.addObject();
                run.put("cell", placed.run().cell().value());
                run.put("repetition", placed.run().repetition());
                run.put("start_s", placed.start());
                run.put("end_s", placed.end());
            }
        }
        return node;
    }

    private static ObjectNode cell(Plan.Part part, Plan.Row row) {
        ObjectNode node = Json.mapper().createObjectNode();
        node.put("id", row.cell().id().value());
        node.put("benchmark", part.benchmark());
        node.put("mode", row.cell().mode().label());
        ObjectNode parameters = node.putObject("parameters");
        row.cell().parameters().forEach(parameters::put);
        node.put("repetitions", part.repetitions());
        node.put("isolation", row.cell().isolation().label());
        Demand demand = row.cell().demand();
        ObjectNode needs = node.putObject("needs");
        needs.put("cores", demand.cores());
        needs.put("memory", demand.memory().bytes());
        needs.put("vfioDevices", demand.vfioDevices());
        if (row.fate() instanceof Plan.Skipped skipped) {
            node.put("here", "skipped");
            node.put("reason", skipped.reason());
        } else if (row.fate() instanceof Plan.TooLarge) {
            node.put("here", "does-not-fit");
            node.put("reason", "needs " + demand);
        } else {
            node.put("here", "runs");
            node.putNull("reason");
        }
        return node;
    }
}
