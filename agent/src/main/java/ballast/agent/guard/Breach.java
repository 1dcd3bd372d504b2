package ballast.agent.guard;

import ballast.model.ByteSize;
import java.time.Instant;

/**
 * One time that the sum of a host's VMs was over the host's budget, or that of a campaign's VMs over the campaign's own.
 *
 * @param at when it began
 * @param seconds that it has lasted
 * @param worst the most that the sum was over the budget
 * @param budget of whichever of the two
 */
public record Breach(Instant at, double seconds, ByteSize worst, ByteSize budget) {}
