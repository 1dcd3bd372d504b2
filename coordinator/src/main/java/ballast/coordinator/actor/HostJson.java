package ballast.coordinator.actor;

import ballast.coordinator.actor.SchedulerCommand.HostView;
import ballast.message.AgentFacts;
import ballast.model.Json;
import ballast.model.SpoolUse;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A host for programs: its report, with its id as {@code host}, and how it stands. */
final class HostJson {
    private HostJson() {}

    /** With all keys, null for what is not known. */
    static ObjectNode of(HostView view) {
        ObjectNode report = Json.mapper().valueToTree(view.report());
        ObjectNode node = Json.mapper().createObjectNode();
        node.set("host", report.remove("id"));
        node.put("address", view.address());
        node.put("state", view.readiness().state().label());
        node.put("reason", reason(view));
        node.put("lastContact", view.lastContact().toString());
        node.put("clockOffsetMs", view.clockOffset().map(Duration::toMillis).orElse(null));
        node.put("agentVersion", view.facts().map(AgentFacts::version).orElse(null));
        node.put("protocol", view.facts().map(AgentFacts::protocol).orElse(null));
        node.setAll(report);
        Optional<SpoolUse> spool = view.facts().flatMap(AgentFacts::spool);
        node.put("spoolUsed", spool.map(use -> use.used().toString()).orElse(null));
        node.put("spoolLimit", spool.map(use -> use.limit().toString()).orElse(null));
        node.set(
                "guard",
                view.facts()
                        .flatMap(AgentFacts::guard)
                        .<JsonNode>map(guard -> Json.mapper().valueToTree(guard))
                        .orElse(NullNode.getInstance()));
        ArrayNode running = node.putArray("running");
        view.running().forEach(attempt -> running.add(attempt.toString()));
        return node;
    }

    /** Null if there is nothing to explain. */
    private static String reason(HostView view) {
        List<String> reasons = view.readiness().reasons();
        return reasons.isEmpty() ? null : String.join("; ", reasons);
    }
}
