package ballast.message;

import ballast.model.GuardStatus;
import ballast.model.SpoolUse;
import java.time.Instant;
import java.util.Optional;

/**
 * What an agent says of itself, beside its host.
 *
 * @param protocol see {@link #PROTOCOL}; 0 from an agent that does not know of it
 * @param version of Ballast
 * @param incarnation another one each time the agent's process starts
 * @param clock the host's time when this was said
 * @param spool how full its spool is; empty from an agent that does not tell
 * @param guard what its memory guard sees; empty from an agent that has none, or has not looked yet
 */
public record AgentFacts(
        int protocol,
        String version,
        String incarnation,
        Instant clock,
        Optional<SpoolUse> spool,
        Optional<GuardStatus> guard) {
    /** Rises when a message changes in a way that older programs would misread. */
    public static final int PROTOCOL = 2;

    /** Of this program. */
    public static final String VERSION = "0.1.0";

    @SuppressWarnings("OptionalAssignedToNull") // what older agents say has no such field
    public AgentFacts {
        spool = spool == null ? Optional.empty() : spool;
        guard = guard == null ? Optional.empty() : guard;
    }

    /** Of an agent that tells nothing of a guard. */
    public AgentFacts(int protocol, String version, String incarnation, Instant clock, Optional<SpoolUse> spool) {
        this(protocol, version, incarnation, clock, spool, Optional.empty());
    }

    /** Of an agent of this program. */
    public static AgentFacts now(String incarnation, Instant clock) {
        return new AgentFacts(PROTOCOL, VERSION, incarnation, clock, Optional.empty());
    }

    /** The same agent, and how full its spool is. */
    public AgentFacts with(SpoolUse use) {
        return new AgentFacts(protocol, version, incarnation, clock, Optional.of(use), guard);
    }

    /** The same agent, and what its guard sees, if it has looked. */
    public AgentFacts with(Optional<GuardStatus> seen) {
        return new AgentFacts(protocol, version, incarnation, clock, spool, seen);
    }
}
