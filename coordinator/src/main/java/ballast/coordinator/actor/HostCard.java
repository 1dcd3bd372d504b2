package ballast.coordinator.actor;

import ballast.coordinator.actor.SchedulerCommand.HostView;
import ballast.message.AgentFacts;
import ballast.model.ByteSize;
import ballast.model.GuardStatus;
import ballast.model.Json;
import ballast.model.SpoolUse;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** A host as the live page shows it: of {@link HostJson} what changes, and what it is measured against. Sizes in bytes; null is not known. */
final class HostCard {
    private HostCard() {}

    static ObjectNode of(HostView view) {
        var report = view.report();
        ObjectNode node = Json.mapper().createObjectNode();
        node.put("host", report.id().value())
                .put("state", view.readiness().state().label())
                .put("reason", String.join("; ", view.readiness().reasons()))
                .put("cores", report.cores())
                .put("memory", report.memory().bytes())
                .put("budget", report.budget().bytes())
                .put("accel", report.accelerator().label())
                .put("driver", report.driver().label())
                .put("running", view.running().size());
        ObjectNode labels = node.putObject("labels");
        report.labels().forEach(labels::put);
        Optional<SpoolUse> spool = view.facts().flatMap(AgentFacts::spool);
        node.put("spoolUsed", spool.map(use -> use.used().bytes()).orElse(null));
        node.put("spoolLimit", spool.map(use -> use.limit().bytes()).orElse(null));
        view.facts()
                .flatMap(AgentFacts::guard)
                .ifPresentOrElse(guard -> guard(node, guard), () -> node.putNull("guard"));
        return node;
    }

    private static void guard(ObjectNode node, GuardStatus guard) {
        node.putObject("guard")
                .put("sum", guard.sum().bytes())
                .put("planned", guard.planned().bytes())
                .put("available", guard.available().map(ByteSize::bytes).orElse(null))
                .put("pressure", guard.pressure().map(known -> known.some()).orElse(null))
                .put("breaches", guard.breaches().count())
                .put("breachSeconds", guard.breaches().seconds())
                .put("held", guard.held().size());
    }
}
