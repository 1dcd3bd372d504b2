package ballast.agent.config;

import ballast.model.ByteSize;
import ballast.model.HostId;
import java.nio.file.Path;

/**
 * An agent's settings.
 *
 * @param id this host's name in the lab
 * @param runRoot where sockets, pid files and consoles of running VMs lie; short, since a UNIX socket's path ends at 107 bytes
 * @param spool where results wait for the coordinator
 * @param cache where findings about this host are kept, such as whether KVM works
 * @param image folder of the guest image
 * @param guard the guard program
 * @param qemu the QEMU program
 * @param budget bytes that VMs may use together; empty: nine tenths of what is available at start
 */
public record AgentConfig(
        HostId id, Path runRoot, Path spool, Path cache, Path image, Path guard, Path qemu, BudgetSetting budget) {
    /** The budget as set, or found at start. */
    public sealed interface BudgetSetting {
        record Fixed(ByteSize bytes) implements BudgetSetting {}

        record NineTenthsOfAvailable() implements BudgetSetting {}
    }
}
