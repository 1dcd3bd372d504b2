package ballast.coordinator.plot;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;

/** A drawing on paper: 7 inches wide, as the text of a page with two columns is. Lengths are in points, 72 in an inch. */
record Page(Drawing drawing) {
    static final int WIDTH = 504;
    /** As many columns as a curve is thinned to: there is no more to be seen, and peaks are kept. */
    static final int COLUMNS = 480;

    int height() {
        return drawing.height();
    }

    void draw(Graphics2D graphics) {
        Charts.of(drawing).draw(graphics, new Rectangle2D.Double(0, 0, WIDTH, height()));
    }
}
