package ballast.agent.host;

/**
 * A setting of the host that disturbs measurements, or makes them another thing.
 *
 * @param found as the kernel tells it; empty if it does not
 * @param advice what to do about it; empty unless it disturbs
 */
public record HostCheck(String name, String found, Verdict verdict, String advice) {
    /** Whether it is as figures that mean something want it. */
    public enum Verdict {
        GOOD,
        DISTURBS,
        /** The kernel does not tell, as in a container or a virtual machine. */
        UNKNOWN
    }

    static HostCheck unknown(String name) {
        return new HostCheck(name, "", Verdict.UNKNOWN, "");
    }
}
