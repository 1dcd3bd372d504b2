package ballast.message;

import java.time.Instant;

/**
 * What an agent says of itself, beside its host.
 *
 * @param protocol see {@link #PROTOCOL}; 0 from an agent that does not know of it
 * @param version of Ballast
 * @param incarnation another one each time the agent's process starts
 * @param clock the host's time when this was said
 */
public record AgentFacts(int protocol, String version, String incarnation, Instant clock) {
    /** Rises when a message changes in a way that older programs would misread. */
    public static final int PROTOCOL = 1;

    /** Of this program. */
    public static final String VERSION = "0.1.0";

    public static AgentFacts now(String incarnation, Instant clock) {
        return new AgentFacts(PROTOCOL, VERSION, incarnation, clock);
    }
}
