package ballast.model;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** What an agent makes VMs with. */
public enum Driver {
    /** Real VMs. */
    QEMU,
    /** No VMs at all: footprint traces that were recorded earlier are played back. Nothing is measured. */
    REPLAY;

    /** @throws IllegalArgumentException unless it is a driver's label */
    public static Driver of(String label) {
        return Arrays.stream(values())
                .filter(driver -> driver.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("got '" + label + "', want qemu or replay"));
    }

    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return label();
    }
}
