package ballast.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;

/** Which device takes memory back from the guest, and who starts it (published artefact, "modes"). */
public enum Mode {
    /** virtio-balloon, resized by command. */
    BASE_MANUAL("base-manual", true),
    /** virtio-balloon with free-page reporting: the guest reports free pages by itself. */
    BASE_AUTO("base-auto", false),
    /** virtio-mem, plugged and unplugged by command. */
    VIRTIO_MEM("virtio-mem", true);

    private final String label;
    private final boolean resizable;

    Mode(String label, boolean resizable) {
        this.label = label;
        this.resizable = resizable;
    }

    /** Whether the host sets the VM's size; otherwise only the RSS tells what was reclaimed. */
    public boolean resizable() {
        return resizable;
    }

    @JsonValue
    public String label() {
        return label;
    }

    /** @throws IllegalArgumentException with the known modes if {@code label} is none */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Mode of(String label) {
        return Arrays.stream(values())
                .filter(mode -> mode.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("got '" + label + "', want one of " + labels()));
    }

    public static List<String> labels() {
        return Arrays.stream(values()).map(Mode::label).toList();
    }

    @Override
    public String toString() {
        return label;
    }
}
