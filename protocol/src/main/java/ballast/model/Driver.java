package ballast.model;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What an agent makes VMs with. */
public enum Driver {
    /** Real VMs. */
    QEMU,
    /** No VMs at all: footprint traces that were recorded earlier are played back. Nothing is measured. */
    REPLAY;

    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return label();
    }
}
