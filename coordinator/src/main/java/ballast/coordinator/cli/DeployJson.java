package ballast.coordinator.cli;

import ballast.coordinator.deploy.HostReport;
import ballast.model.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/** What happened to each host, for programs. */
final class DeployJson {
    private DeployJson() {}

    /** One document over several lines, the last one ended. */
    static String render(List<HostReport> reports) {
        ObjectNode document = Json.mapper().createObjectNode();
        var list = document.putArray("hosts");
        for (HostReport report : reports) {
            ObjectNode node = list.addObject();
            node.put("host", report.host().value());
            node.put("ok", report.ok());
            node.put("summary", report.summary());
            var findings = node.putArray("findings");
            report.findings()
                    .forEach(finding -> findings.addObject()
                            .put("subject", finding.subject())
                            .put("level", finding.level().name().toLowerCase(Locale.ROOT))
                            .put("text", finding.text()));
            var lines = node.putArray("lines");
            report.lines().forEach(lines::add);
        }
        try {
            return Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of text and numbers can always be written", e);
        }
    }
}
