package ballast.coordinator.deploy;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What an inventory says of an agent.
 *
 * @param entries of agent.yaml, checked, in its order: what is said there word by word
 * @param tls local files that are brought to the host
 */
public record AgentSettings(Map<String, Object> entries, Optional<Tls> tls) {
    /** PEM files. */
    public record Tls(Path ca, Path certificate, Path key) {}

    public AgentSettings {
        entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    boolean runsQemu() {
        return !"replay".equals(entries.get("driver"));
    }

    String qemu() {
        return (String) entries.getOrDefault("qemu", "qemu-system-x86_64");
    }

    /** Where on that host the sockets and pid files of its VMs lie. */
    String runRoot(String install) {
        return (String) entries.getOrDefault("run-root", install + "/run");
    }
}
