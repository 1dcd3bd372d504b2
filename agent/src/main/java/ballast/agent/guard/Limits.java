package ballast.agent.guard;

/**
 * What a host's VMs may have.
 *
 * @param budget bytes that they may occupy together, more than 0
 * @param memory all bytes of the host, more than 0
 */
public record Limits(long budget, long memory) {
    public Limits {
        if (budget <= 0 || memory <= 0) {
            throw new IllegalArgumentException(
                    "got a budget of " + budget + " and a memory of " + memory + " bytes, want more than 0");
        }
    }
}
