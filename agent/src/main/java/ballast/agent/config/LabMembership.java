package ballast.agent.config;

import ballast.cluster.NodeAddress;
import ballast.cluster.TlsFiles;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How an agent belongs to a lab.
 *
 * @param own where this agent listens; port 0: one that the kernel picks
 * @param coordinators that it joins, 1 or more
 * @param tls the node's certificates; empty: it speaks plain TCP and HTTP
 * @param orphanTime how long what runs may go on without a word from a coordinator
 * @param metrics where its own metrics are served; port 0: one that the kernel picks; empty: nowhere
 */
public record LabMembership(
        NodeAddress own,
        List<NodeAddress> coordinators,
        Optional<TlsFiles> tls,
        Duration orphanTime,
        Optional<NodeAddress> metrics) {
    public LabMembership {
        coordinators = List.copyOf(coordinators);
        if (coordinators.isEmpty()) {
            throw new IllegalArgumentException("coordinators: got none, want HOST:PORT of each");
        }
    }
}
