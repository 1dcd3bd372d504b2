package ballast.coordinator.actor;

import ballast.coordinator.schedule.Fleet;
import ballast.message.ToAgent;
import ballast.message.ToCoordinator.Inventory;
import ballast.message.ToCoordinator.Progress;
import ballast.model.AttemptId;
import ballast.model.HostId;
import ballast.model.HostReport;
import ballast.model.VmStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.pekko.actor.typed.ActorRef;

/** The agents as they were last heard of: soft state of one scheduler, filled by what they report, never persisted. */
final class Agents {
    private final Duration silentAfter;
    private final Map<HostId, Agent> agents = new TreeMap<>();
    private final Map<AttemptId, List<VmStatus>> live = new HashMap<>();

    Agents(Duration silentAfter) {
        this.silentAfter = silentAfter;
    }

    private static final class Agent {
        private HostReport report;
        private ActorRef<ToAgent> ref;
        private Instant lastContact;
        private Set<AttemptId> held;
        private final Set<AttemptId> ending = new LinkedHashSet<>();

        private Agent(Inventory inventory, Instant now) {
            report = inventory.report();
            ref = inventory.agent();
            held = Set.copyOf(inventory.held());
            lastContact = now;
        }
    }

    /** @return whether this agent, a restarted one included, had not reported before */
    boolean reported(Inventory inventory, Instant now) {
        Agent known = agents.get(inventory.host());
        if (known == null || !known.ref.equals(inventory.agent())) {
            agents.put(inventory.host(), new Agent(inventory, now));
            return true;
        }
        known.report = inventory.report();
        known.held = Set.copyOf(inventory.held());
        known.lastContact = now;
        return false;
    }

    /** Whether the host has said of this attempt that it ended and its result is on its way. */
    boolean holds(HostId host, AttemptId attempt) {
        Agent agent = agents.get(host);
        return agent != null && agent.held.contains(attempt);
    }

    /** Attempts that the host still has though they are not wanted. */
    void setEnding(HostId host, Collection<AttemptId> attempts) {
        Agent agent = agents.get(host);
        if (agent != null) {
            agent.ending.clear();
            agent.ending.addAll(attempts);
        }
    }

    /** Until its next report the host counts as having it. */
    void addEnding(HostId host, AttemptId attempt) {
        live.remove(attempt);
        Agent agent = agents.get(host);
        if (agent != null) {
            agent.ending.add(attempt);
        }
    }

    void heardOf(HostId host, Instant now) {
        Agent agent = agents.get(host);
        if (agent != null) {
            agent.lastContact = now;
        }
    }

    void progressed(Progress progress) {
        live.put(progress.attempt(), progress.vms());
    }

    void ended(AttemptId attempt) {
        live.remove(attempt);
    }

    List<VmStatus> live(AttemptId attempt) {
        return live.getOrDefault(attempt, List.of());
    }

    Optional<HostReport> report(HostId host) {
        return Optional.ofNullable(agents.get(host)).map(agent -> agent.report);
    }

    /** A host that has not reported gets nothing; it will when it does. */
    void send(HostId host, ToAgent message) {
        Agent agent = agents.get(host);
        if (agent != null) {
            agent.ref.tell(message);
        }
    }

    Fleet fleet(Instant now) {
        return new Fleet(agents.values().stream()
                .map(agent ->
                        new Fleet.Host(agent.report, answers(agent, now), agent.lastContact, List.copyOf(agent.ending)))
                .toList());
    }

    Optional<Instant> lastContact(HostId host) {
        return Optional.ofNullable(agents.get(host)).map(agent -> agent.lastContact);
    }

    private boolean answers(Agent agent, Instant now) {
        return Duration.between(agent.lastContact, now).compareTo(silentAfter) < 0;
    }
}
