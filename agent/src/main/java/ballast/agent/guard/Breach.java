package ballast.agent.guard;

import ballast.model.ByteSize;
import java.time.Instant;

/**
 * One time that the VMs' sum was over the budget.
 *
 * @param at when it began
 * @param seconds that it has lasted
 * @param worst the most that the sum was over the budget
 */
public record Breach(Instant at, double seconds, ByteSize worst) {}
