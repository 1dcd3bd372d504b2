package ballast.coordinator.actor;

import ballast.coordinator.actor.SchedulerCommand.HostView;
import ballast.coordinator.schedule.Readiness;
import ballast.message.AgentFacts;
import ballast.model.Json;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * The agents that serve metrics, in the format of Prometheus' {@code http_sd_configs}: a list of {@code {"targets": [HOST:PORT], "labels":
 * {"host": …}}}. An agent that serves them on its host's loopback alone is left out, unless the whole lab is on one: from elsewhere it cannot
 * be scraped.
 */
final class PrometheusTargets {
    private PrometheusTargets() {}

    static ArrayNode of(List<HostView> hosts) {
        ArrayNode targets = Json.mapper().createArrayNode();
        for (HostView host : hosts) {
            Optional<String> metrics = host.facts().flatMap(AgentFacts::metrics);
            if (metrics.isPresent()
                    && host.readiness().state() != Readiness.State.REFUSED
                    && (!isLoopback(metrics.get()) || isHere(host.address()))) {
                ObjectNode target = targets.addObject();
                target.putArray("targets").add(metrics.get());
                target.putObject("labels").put("host", host.report().id().value());
            }
        }
        return targets;
    }

    private static boolean isHere(String address) {
        return address.equals(Agents.THIS_PROCESS) || isLoopback(address);
    }

    private static boolean isLoopback(String address) {
        return address.matches("(127\\.[0-9.]+|localhost|\\[?::1]?):\\d+");
    }
}
