package ballast.coordinator.cli;

import ballast.model.HostReport;
import ballast.model.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a lab's hosts have, out of what the coordinator tells of them. */
final class LabHosts {
    private LabHosts() {}

    /**
     * @param where labels and capabilities; of hosts without all of them nothing is told
     * @throws CommandException if there are none, or they are not understood
     */
    static List<HostReport> of(JsonNode hosts, Map<String, String> where) throws CommandException {
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
        List<HostReport> wanted =
                reports.stream().filter(report -> report.hasAll(where)).toList();
        if (wanted.isEmpty()) {
            throw CommandException.badInput("--where: none of the lab's " + Words.of(reports.size(), "host") + " has "
                    + (where.size() == 1 ? "" : "all of ") + WhereOption.text(where) + "; see: ballast hosts");
        }
        return wanted;
    }
}
