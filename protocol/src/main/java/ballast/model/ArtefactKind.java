package ballast.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a mode's VMs are made with: each kind may have its own builds of QEMU and of the guest's kernel. */
public enum ArtefactKind {
    /** The distribution's QEMU and kernel. */
    BASE,
    /** The HyperAlloc paper's QEMU with {@code --enable-balloon-huge}, and its kernel. */
    HUGE,
    /** A QEMU and kernel with virtio-mem; the distribution's have it. */
    VIRTIO_MEM,
    /** The HyperAlloc builds of QEMU and kernel. */
    LLFREE;

    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws IllegalArgumentException with the known kinds if {@code label} is none */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static ArtefactKind of(String label) {
        return Arrays.stream(values())
                .filter(kind -> kind.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("got '" + label + "', want one of " + labels()));
    }

    public static List<String> labels() {
        return Arrays.stream(values()).map(ArtefactKind::label).toList();
    }

    @Override
    public String toString() {
        return label();
    }
}
