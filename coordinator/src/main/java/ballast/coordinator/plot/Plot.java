package ballast.coordinator.plot;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A picture of a campaign's measurements, to be drawn in any format.
 *
 * @param name safe in file names, and each once in a campaign: {@code compiling-clang-memory}
 * @param title what it shows, in one line
 * @param caption how to read it, in plain text
 */
public record Plot(String name, String title, String caption, Drawing drawing) {
    /** The whole file. Takes some 0.1 s of computing; blocks on nothing. */
    public byte[] bytes(PlotFormat format) {
        return format.draw(drawing);
    }

    /** A whole SVG document, its font within. */
    public String svg() {
        return new String(bytes(PlotFormat.SVG), StandardCharsets.UTF_8);
    }

    /**
     * The SVG as {@code data:} address, for the {@code src} of an {@code img}: so several stand in one page, each with its own font
     * and ids.
     */
    public String dataUri() {
        return "data:image/svg+xml;base64," + Base64.getEncoder().encodeToString(bytes(PlotFormat.SVG));
    }
}
