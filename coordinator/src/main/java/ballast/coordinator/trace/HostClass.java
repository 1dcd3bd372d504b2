package ballast.coordinator.trace;

import ballast.model.Accelerator;
import ballast.model.Driver;
import ballast.model.HostReport;
import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * Hosts on which the same work takes about the same time: a trace of one predicts for the others.
 *
 * @param driver {@code replay}: nothing was measured there
 * @param cpu its model as the kernel names it; {@code unknown} where it is not recorded
 */
public record HostClass(Driver driver, Accelerator accelerator, String cpu) {
    private static final String UNKNOWN = "unknown";

    public static HostClass of(HostReport host) {
        return host.driver() == Driver.REPLAY
                ? new HostClass(Driver.REPLAY, Accelerator.NONE, UNKNOWN)
                : new HostClass(
                        host.driver(),
                        host.accelerator(),
                        host.versions().getOrDefault("cpu", UNKNOWN));
    }

    /** {@code kvm, AMD EPYC 7763}, or {@code replay}. */
    public String label() {
        return isReplay() ? driver.label() : accelerator.label() + ", " + (cpu.equals(UNKNOWN) ? "CPU unknown" : cpu);
    }

    @JsonIgnore
    public boolean isReplay() {
        return driver == Driver.REPLAY;
    }

    @Override
    public String toString() {
        return label();
    }
}
