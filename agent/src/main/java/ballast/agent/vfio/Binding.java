package ballast.agent.vfio;

import java.util.Optional;

/**
 * Who drives a device, and who may.
 *
 * @param driver the one that drives it now
 * @param override what its {@code driver_override} reads: the only driver that may take it; empty where any that matches may
 */
public record Binding(Optional<String> driver, Optional<String> override) {
    static final String VFIO = "vfio-pci";

    /** Bound to vfio-pci, and to stay so. */
    public boolean isVfio() {
        return isDrivenByVfio() && isMeantForVfio();
    }

    boolean isDrivenByVfio() {
        return driver.equals(Optional.of(VFIO));
    }

    boolean isMeantForVfio() {
        return override.equals(Optional.of(VFIO));
    }

    @Override
    public String toString() {
        return "driver " + driver.orElse("none") + ", driver_override " + override.orElse("none");
    }
}
