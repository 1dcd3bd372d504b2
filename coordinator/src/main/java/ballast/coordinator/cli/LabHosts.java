package ballast.coordinator.cli;

import ballast.model.HostReport;
import ballast.model.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** What a lab's hosts have, out of what the coordinator tells of them. */
final class LabHosts {
    private LabHosts() {}

    /** @throws CommandException if there are none, or they are not understood */
    static List<HostReport> of(JsonNode hosts) throws CommandException {
        List<HostReport> reports = new ArrayList<>();
        try {
            for (JsonNode host : hosts) {
                if (host.path("state").asText().equals("refused")) {
                    continue;
                }
                ObjectNode report = host.deepCopy();
                report.set("id", report.get("host"));
                reports.add(Json.mapper().treeToValue(report, HostReport.class));
            }
        } catch (JsonProcessingException e) {
            throw Views.notUnderstood(e);
        }
        if (reports.isEmpty()) {
            throw CommandException.badInput(
                    "the lab has no hosts yet; let one join with: ballast agent --config agent.yaml");
        }
        return reports;
    }
}
