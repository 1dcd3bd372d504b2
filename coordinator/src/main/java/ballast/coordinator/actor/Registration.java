package ballast.coordinator.actor;

import ballast.message.AgentFacts;
import ballast.message.ToCoordinator.Inventory;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Whether an agent may join. */
final class Registration {
    private Registration() {}

    /**
     * @param known the agent that serves this host as far as is known
     * @return why it may not
     */
    static Optional<String> refusal(
            Inventory said, Optional<Agents.Standing> known, Duration farthestClock, Instant now) {
        AgentFacts facts = said.facts();
        if (facts == null || facts.protocol() != AgentFacts.PROTOCOL) {
            return Optional.of("host " + said.host() + ": got an agent of ballast "
                    + (facts == null ? "before 0.1.0" : facts.version() + ", protocol " + facts.protocol())
                    + ", want protocol " + AgentFacts.PROTOCOL + " of ballast " + AgentFacts.VERSION
                    + "; bring the older of both up to date, an agent by: ballast deploy upgrade");
        }
        if (known.isPresent() && known.get().incarnation().equals(facts.incarnation())) {
            return Optional.empty();
        }
        if (known.isPresent() && known.get().serves()) {
            return Optional.of("host " + said.host() + ": is served by the agent at "
                    + known.get().address() + " already, got a second one at " + Agents.address(said)
                    + "; give it another name in its settings (host:), or end one of both");
        }
        Duration offset = Duration.between(now, facts.clock());
        return offset.abs().compareTo(farthestClock) <= 0
                ? Optional.empty()
                : Optional.of("host " + said.host() + ": its clock is off by " + seconds(offset) + " s, want less than "
                        + seconds(farthestClock) + " s; set it, best by NTP");
    }

    private static String seconds(Duration duration) {
        return String.format("%.1f", duration.toMillis() / 1000.0);
    }
}
