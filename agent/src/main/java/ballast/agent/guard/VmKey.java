package ballast.agent.guard;

import ballast.model.AttemptId;

/**
 * One VM of a host.
 *
 * @param vm its index in its attempt
 */
public record VmKey(AttemptId attempt, int vm) {
    @Override
    public String toString() {
        return attempt + " VM " + vm;
    }
}
