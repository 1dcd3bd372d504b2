package ballast.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;

/** Which device takes memory back from the guest, and who starts it (published artefact, "modes"). */
public enum Mode {
    /** virtio-balloon, resized by command. */
    BASE_MANUAL("base-manual", ArtefactKind.BASE, Control.COMMAND, false),
    /** virtio-balloon with free-page reporting: the guest reports free pages by itself. */
    BASE_AUTO("base-auto", ArtefactKind.BASE, Control.DEVICE, false),
    /** virtio-balloon in pages of 2 MiB, resized by command. */
    HUGE_MANUAL("huge-manual", ArtefactKind.HUGE, Control.COMMAND, false),
    /** The same with free-page reporting. */
    HUGE_AUTO("huge-auto", ArtefactKind.HUGE, Control.DEVICE, false),
    /** virtio-mem, plugged and unplugged by command. */
    VIRTIO_MEM("virtio-mem", ArtefactKind.VIRTIO_MEM, Control.COMMAND, false),
    VIRTIO_MEM_VFIO("virtio-mem-vfio", ArtefactKind.VIRTIO_MEM, Control.COMMAND, true),
    /** virtio-mem, plugged and unplugged by the host after each of the guest's samples. */
    VIRTIO_MEM_AUTO("virtio-mem-auto", ArtefactKind.VIRTIO_MEM, Control.ELASTIC, false),
    VIRTIO_MEM_AUTO_VFIO("virtio-mem-auto-vfio", ArtefactKind.VIRTIO_MEM, Control.ELASTIC, true),
    /** HyperAlloc, resized by command. */
    LLFREE_MANUAL("llfree-manual", ArtefactKind.LLFREE, Control.COMMAND, false),
    LLFREE_MANUAL_VFIO("llfree-manual-vfio", ArtefactKind.LLFREE, Control.COMMAND, true),
    /** HyperAlloc, where the hypervisor reclaims by itself. */
    LLFREE_AUTO("llfree-auto", ArtefactKind.LLFREE, Control.DEVICE, false),
    LLFREE_AUTO_VFIO("llfree-auto-vfio", ArtefactKind.LLFREE, Control.DEVICE, true);

    /** Who decides when memory is taken back. */
    public enum Control {
        /** The benchmark, by a command. */
        COMMAND,
        /** Guest and device among themselves; only the RSS tells what was reclaimed. */
        DEVICE,
        /** The host, after each of the guest's samples. */
        ELASTIC
    }

    private static final String VFIO = "-vfio";

    private final String label;
    private final ArtefactKind kind;
    private final Control control;
    private final boolean vfio;

    Mode(String label, ArtefactKind kind, Control control, boolean vfio) {
        this.label = label;
        this.kind = kind;
        this.control = control;
        this.vfio = vfio;
    }

    public ArtefactKind kind() {
        return kind;
    }

    public Control control() {
        return control;
    }

    /** Whether a benchmark sets the VM's size by command. */
    public boolean resizable() {
        return control == Control.COMMAND;
    }

    /** Whether the VM has a host device passed through, which pins its memory. */
    public boolean vfio() {
        return vfio;
    }

    /** Whether the guest reports its free pages (virtio-balloon's free-page reporting). */
    public boolean reportsFreePages() {
        return this == BASE_AUTO || this == HUGE_AUTO;
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
                .orElseThrow(() -> unknown(label));
    }

    private static IllegalArgumentException unknown(String label) {
        boolean unsafe = label.endsWith(VFIO) && labels().contains(label.substring(0, label.length() - VFIO.length()));
        return new IllegalArgumentException("got '" + label + "', want one of " + labels()
                + (unsafe
                        ? ": a passed-through device may write to pages that virtio-balloon has given away (not DMA-safe)"
                        : ""));
    }

    public static List<String> labels() {
        return Arrays.stream(values()).map(Mode::label).toList();
    }

    @Override
    public String toString() {
        return label;
    }
}
