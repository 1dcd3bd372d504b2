package ballast.coordinator.plot;

import ballast.model.Mode;
import java.awt.Color;
import java.util.List;

/**
 * Colours that people who are colour-blind tell apart: Okabe and Ito, Color Universal Design, 2008. A mode has the same one
 * everywhere; HyperAlloc's two share theirs, and are told apart by hatching.
 */
final class Palette {
    static final Color BLACK = new Color(0x000000);
    static final Color ORANGE = new Color(0xE69F00);
    static final Color SKY_BLUE = new Color(0x56B4E9);
    static final Color GREEN = new Color(0x009E73);
    static final Color YELLOW = new Color(0xF0E442);
    static final Color BLUE = new Color(0x0072B2);
    static final Color VERMILLION = new Color(0xD55E00);
    static final Color PURPLE = new Color(0xCC79A7);

    static final Color GREY = new Color(0x999999);
    static final Color PALE = new Color(0xEFEFEF);
    static final Color TEXT = new Color(0x222222);

    private static final List<Color> STACKED = List.of(SKY_BLUE, ORANGE, GREEN, YELLOW, PURPLE, BLUE, VERMILLION, GREY);

    private Palette() {}

    static Color of(Mode mode) {
        return switch (mode) {
            case BASE_MANUAL -> ORANGE;
            case BASE_AUTO -> VERMILLION;
            case HUGE_MANUAL -> YELLOW;
            case HUGE_AUTO -> PURPLE;
            case VIRTIO_MEM, VIRTIO_MEM_VFIO -> SKY_BLUE;
            case VIRTIO_MEM_AUTO, VIRTIO_MEM_AUTO_VFIO -> BLUE;
            case LLFREE_MANUAL, LLFREE_MANUAL_VFIO, LLFREE_AUTO, LLFREE_AUTO_VFIO -> GREEN;
        };
    }

    /** Of the i-th of those that lie upon each other: neighbours differ in lightness, too. */
    static Color stacked(int i) {
        return STACKED.get(i % STACKED.size());
    }

    /** On white, as much of it as {@code share}, 0 to 1: unlike alpha, the same in every format. */
    static Color lightened(Color color, double share) {
        return new Color(
                lightened(color.getRed(), share),
                lightened(color.getGreen(), share),
                lightened(color.getBlue(), share));
    }

    private static int lightened(int part, double share) {
        return (int) Math.round(255 - (255 - part) * share);
    }
}
