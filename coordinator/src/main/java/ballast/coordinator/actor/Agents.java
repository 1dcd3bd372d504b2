package ballast.coordinator.actor;

import ballast.coordinator.schedule.Fleet;
import ballast.message.AgentFacts;
import ballast.message.ToAgent;
import ballast.message.ToCoordinator.Inventory;
import ballast.message.ToCoordinator.Live;
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
    /** Where an agent is that its coordinator embeds. */
    static final String THIS_PROCESS = "this process";

    private final Duration silentAfter;
    private final Map<HostId, Agent> agents = new TreeMap<>();
    private final Map<AttemptId, List<VmStatus>> live = new HashMap<>();
    private final Map<HostId, Map<String, RefusedAgent>> refused = new TreeMap<>();

    Agents(Duration silentAfter) {
        this.silentAfter = silentAfter;
    }

    /**
     * An agent was not taken, and why.
     *
     * @param facts empty of one that told none
     */
    record RefusedAgent(HostReport report, Optional<AgentFacts> facts, String address, String reason, Instant at) {}

    /**
     * An agent that was taken.
     *
     * @param clockOffset by how much its host's clock is ahead, with the way of its message left out
     */
    record KnownAgent(AgentFacts facts, String address, Duration clockOffset) {}

    /** @param serves whether it lives, as far as can be known: of two agents of one host the first stays */
    record Standing(String incarnation, String address, boolean serves) {}

    private static final class Agent {
        private AgentFacts facts;
        private String address;
        private Duration clockOffset;
        /** Its process has ended, or it was silent for too long: what it ran is lost. */
        private boolean gone;

        private HostReport report;
        private ActorRef<ToAgent> ref;
        private Instant lastContact;
        private Set<AttemptId> held;
        private final Set<AttemptId> ending = new LinkedHashSet<>();

        private Agent(Inventory inventory, Instant now) {
            update(inventory, now);
        }

        private void update(Inventory inventory, Instant now) {
            facts = inventory.facts();
            address = Agents.address(inventory);
            clockOffset = Duration.between(now, inventory.facts().clock());
            gone = false;
            report = inventory.report();
            ref = inventory.agent();
            held = Set.copyOf(inventory.held());
            lastContact = now;
        }
    }

    /** @return whether this agent, a restarted one included, had not reported before, or was given up */
    boolean reported(Inventory inventory, Instant now) {
        taken(inventory);
        Agent known = agents.get(inventory.host());
        if (known == null
                || known.gone
                || !known.facts.incarnation().equals(inventory.facts().incarnation())) {
            agents.put(inventory.host(), new Agent(inventory, now));
            return true;
        }
        known.update(inventory, now);
        return false;
    }

    /** Where the agent listens; of one in this process, its path. */
    static String address(Inventory inventory) {
        var address = inventory.agent().path().address();
        return address.host().isEmpty()
                ? THIS_PROCESS
                : address.host().get() + ":" + address.port().get();
    }

    /**
     * Of two agents of one host one may serve while the other is refused.
     *
     * @return whether it had not been told this before: it asks again and again
     */
    boolean refuse(Inventory inventory, String reason, Instant now) {
        String address = address(inventory);
        var agent = new RefusedAgent(inventory.report(), Optional.ofNullable(inventory.facts()), address, reason, now);
        RefusedAgent before = refused.computeIfAbsent(inventory.host(), host -> new TreeMap<>())
                .put(process(inventory), agent);
        return before == null || !before.reason.equals(reason);
    }

    /** Whether this is the agent that serves its host. */
    boolean serves(Inventory inventory) {
        Agent known = agents.get(inventory.host());
        return known != null
                && inventory.facts() != null
                && known.facts.incarnation().equals(inventory.facts().incarnation());
    }

    private void taken(Inventory inventory) {
        Map<String, RefusedAgent> ofHost = refused.get(inventory.host());
        if (ofHost != null) {
            ofHost.remove(process(inventory));
        }
    }

    /** What tells the agents of one host apart. */
    private static String process(Inventory inventory) {
        return inventory.facts() == null
                ? address(inventory)
                : inventory.facts().incarnation();
    }

    /** Those that still ask, by host. */
    List<RefusedAgent> refused(Instant now) {
        refused.values().forEach(ofHost -> ofHost.values().removeIf(agent -> isPast(agent, now)));
        return refused.values().stream()
                .flatMap(ofHost -> ofHost.values().stream())
                .toList();
    }

    /** It ended, or was changed. */
    private boolean isPast(RefusedAgent agent, Instant now) {
        return Duration.between(agent.at, now).compareTo(silentAfter) >= 0;
    }

    Optional<KnownAgent> known(HostId host) {
        return Optional.ofNullable(agents.get(host))
                .map(agent -> new KnownAgent(agent.facts, agent.address, agent.clockOffset));
    }

    /** @param within one that was heard of so lately lives */
    Optional<Standing> standing(HostId host, Instant now, Duration within) {
        return Optional.ofNullable(agents.get(host))
                .map(agent -> new Standing(
                        agent.facts.incarnation(),
                        agent.address,
                        !agent.gone && silence(agent, now).compareTo(within) < 0));
    }

    /** Hosts whose agent is thought to live though it was silent for so long. */
    List<HostId> silentFor(Duration silence, Instant now) {
        return agents.entrySet().stream()
                .filter(entry ->
                        !entry.getValue().gone && silence(entry.getValue(), now).compareTo(silence) >= 0)
                .map(Map.Entry::getKey)
                .toList();
    }

    boolean knows(HostId host) {
        return agents.containsKey(host);
    }

    void gone(HostId host) {
        agents.get(host).gone = true;
    }

    Optional<String> address(HostId host) {
        return Optional.ofNullable(agents.get(host)).map(agent -> agent.address);
    }

    private static Duration silence(Agent agent, Instant now) {
        return Duration.between(agent.lastContact, now);
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

    void progressed(Live said) {
        live.put(said.attempt(), said.vms());
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
                .map(agent -> new Fleet.Host(
                        agent.report,
                        answers(agent, now),
                        agent.lastContact,
                        List.copyOf(agent.ending),
                        agent.facts.spool()))
                .toList());
    }

    Optional<Instant> lastContact(HostId host) {
        return Optional.ofNullable(agents.get(host)).map(agent -> agent.lastContact);
    }

    private boolean answers(Agent agent, Instant now) {
        return !agent.gone && silence(agent, now).compareTo(silentAfter) < 0;
    }
}
