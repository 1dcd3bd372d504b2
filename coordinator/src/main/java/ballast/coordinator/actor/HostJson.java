package ballast.coordinator.actor;

import ballast.coordinator.actor.SchedulerCommand.HostView;
import ballast.model.Json;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A host for programs: its report, with its id as {@code host}, and how it stands. */
final class HostJson {
    private HostJson() {}

    static ObjectNode of(HostView view) {
        ObjectNode report = Json.mapper().valueToTree(view.report());
        ObjectNode node = Json.mapper().createObjectNode();
        node.set("host", report.remove("id"));
        node.put("state", state(view));
        node.put("reason", reason(view));
        node.put("lastContact", view.lastContact().toString());
        node.setAll(report);
        ArrayNode running = node.putArray("running");
        view.running().forEach(attempt -> running.add(attempt.toString()));
        return node;
    }

    private static String state(HostView view) {
        if (!view.answers()) {
            return "silent";
        }
        return view.draining() ? "draining" : "ready";
    }

    /** Null if there is nothing to explain. */
    private static String reason(HostView view) {
        String silent = view.answers() ? "" : "not heard of since " + view.lastContact();
        String draining = view.draining() ? "drained by a user: gets nothing new" : "";
        String both = silent + (silent.isEmpty() || draining.isEmpty() ? "" : "; ") + draining;
        return both.isEmpty() ? null : both;
    }
}
