package ballast.model;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How QEMU executes the guest. Figures taken under TCG (emulation) cannot be compared with those under KVM. */
public enum Accelerator {
    KVM,
    TCG,
    /** Not at all: what was recorded earlier is played back ({@link Driver#REPLAY}). */
    NONE;

    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
