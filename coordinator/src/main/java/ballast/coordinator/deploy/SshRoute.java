package ballast.coordinator.deploy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How to log in to a host.
 *
 * @param jumps hosts on the way, the nearest first
 * @param key private key; empty: those of ssh-agent, or the usual files in ~/.ssh
 * @param knownHosts file of the host keys that are trusted, of the jump hosts, too
 */
public record SshRoute(SshAddress target, List<SshAddress> jumps, Optional<Path> key, Path knownHosts) {
    public SshRoute {
        jumps = List.copyOf(jumps);
    }
}
