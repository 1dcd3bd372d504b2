package ballast.agent.guard;

import ballast.model.MemoryPressure;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One look at the host.
 *
 * @param time in s of the guard's clock, which never goes back
 * @param available {@code MemAvailable} in bytes; empty: not known
 * @param pressure empty: not known
 * @param vms in the order of their start
 */
record Measurement(double time, OptionalLong available, Optional<MemoryPressure> pressure, List<VmState> vms) {
    Measurement {
        vms = List.copyOf(vms);
    }

    /** Resident sets of all VMs together, in bytes. */
    long sum() {
        return vms.stream().mapToLong(VmState::rss).sum();
    }
}
