package ballast.coordinator.plot;

import java.awt.BasicStroke;

/** How a line is drawn, so that curves can be told apart without colours, too. Widths are in points. */
enum Line {
    SOLID,
    DASHED(4, 2),
    DOTTED(1, 1.5f),
    DASH_DOTTED(5, 1.5f, 1, 1.5f);

    private final float[] pattern;

    Line(float... pattern) {
        this.pattern = pattern;
    }

    BasicStroke stroke(float width) {
        return pattern.length == 0
                ? new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND)
                : new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, pattern, 0);
    }
}
