package ballast.message;

import ballast.model.ByteSize;
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
 * @param planned what the plan has at this time for what runs; attempts without a forecast count with their VMs' full size; empty
 *     from an agent that does not tell
 * @param metrics {@code HOST:PORT} of its own {@code /metrics}; empty if it serves none
 */
public record AgentFacts(
        int protocol,
        String version,
        String incarnation,
        Instant clock,
        Optional<SpoolUse> spool,
        Optional<GuardStatus> guard,
        Optional<ByteSize> planned,
        Optional<String> metrics) {
    /** Rises when a message changes in a way that older programs would misread. */
    public static final int PROTOCOL = 3;

    /** Of this program. */
    public static final String VERSION = "0.1.0";

    @SuppressWarnings("OptionalAssignedToNull") // what older agents say has no such field
    public AgentFacts {
        spool = spool == null ? Optional.empty() : spool;
        guard = guard == null ? Optional.empty() : guard;
        planned = planned == null ? Optional.empty() : planned;
        metrics = metrics == null ? Optional.empty() : metrics;
    }

    /** Of an agent that tells nothing of a guard, a plan or metrics. */
    public AgentFacts(int protocol, String version, String incarnation, Instant clock, Optional<SpoolUse> spool) {
        this(protocol, version, incarnation, clock, spool, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Of an agent of this program. */
    public static AgentFacts now(String incarnation, Instant clock) {
        return new AgentFacts(PROTOCOL, VERSION, incarnation, clock, Optional.empty());
    }

    /** The same agent, and how full its spool is. */
    public AgentFacts with(SpoolUse use) {
        return new AgentFacts(protocol, version, incarnation, clock, Optional.of(use), guard, planned, metrics);
    }

    /** The same agent, and what its guard sees, if it has looked. */
    public AgentFacts with(Optional<GuardStatus> seen) {
        return new AgentFacts(protocol, version, incarnation, clock, spool, seen, planned, metrics);
    }

    /** The same agent, and what is planned for it at this time. */
    public AgentFacts planning(ByteSize footprint) {
        return new AgentFacts(protocol, version, incarnation, clock, spool, guard, Optional.of(footprint), metrics);
    }

    /** The same agent, and where it serves its metrics, if it does. */
    public AgentFacts servingMetricsAt(Optional<String> address) {
        return new AgentFacts(protocol, version, incarnation, clock, spool, guard, planned, address);
    }
}
