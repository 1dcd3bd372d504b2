package ballast.agent.qemu;

import ballast.model.FaultException;
import java.io.IOException;
import java.util.Optional;

/** An error reply of QEMU's monitor: its class is for programs, its text for people. */
public final class QmpError extends IOException {
    private static final long serialVersionUID = 1;

    private final String errorClass;

    QmpError(String errorClass, String text) {
        super("QEMU says " + errorClass + ": " + text);
        this.errorClass = errorClass;
    }

    /** As QEMU names it, {@code DeviceNotActive}. */
    public String errorClass() {
        return errorClass;
    }

    /** The reply that a command failed with; empty if it failed otherwise. */
    public static Optional<QmpError> behind(FaultException fault) {
        for (Throwable cause = fault.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof QmpError error) {
                return Optional.of(error);
            }
        }
        return Optional.empty();
    }
}
