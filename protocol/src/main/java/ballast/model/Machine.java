package ballast.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** QEMU's machine type. The artefact uses {@code pc}; {@code q35} boots faster. */
public enum Machine {
    PC,
    Q35;

    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Machine of(String label) {
        return Arrays.stream(values())
                .filter(machine -> machine.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("got '" + label + "', want one of [pc, q35]"));
    }
}
