package ballast.coordinator.plot;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** Plots as PNG, with 216 dots per inch on paper. */
final class PngFile {
    private static final int SCALE = 3;

    private PngFile() {}

    static byte[] of(Drawing drawing) {
        var out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image(drawing, SCALE), "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** @param scale dots per point */
    static BufferedImage image(Drawing drawing, int scale) {
        var page = new Page(drawing);
        var image = new BufferedImage(Page.WIDTH * scale, page.height() * scale, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        graphics.scale(scale, scale);
        page.draw(graphics);
        graphics.dispose();
        return image;
    }
}
