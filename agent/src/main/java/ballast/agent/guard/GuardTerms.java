package ballast.agent.guard;

import ballast.model.ByteSize;
import java.util.List;
import java.util.Optional;

/**
 * What the guard is told of an attempt that begins.
 *
 * @param budget what the VMs of its campaign may occupy together on this host; empty: as much as the host's budget
 * @param before what held it back
 */
public record GuardTerms(Optional<ByteSize> budget, List<GuardEvent> before) {
    /** Of one that starts at once, within the host's budget. */
    public static final GuardTerms NONE = new GuardTerms(Optional.empty(), List.of());

    public GuardTerms {
        before = List.copyOf(before);
    }
}
