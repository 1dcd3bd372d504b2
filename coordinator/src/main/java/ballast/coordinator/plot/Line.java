package ballast.coordinator.plot;

import java.awt.BasicStroke;

/** How a line is drawn, so that curves can be told apart without colours, too. Widths are in points. */
enum Line {
    SOLID,
    DASHED,
    DOTTED;

    BasicStroke stroke(float width) {
        return switch (this) {
            case SOLID -> new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND);
            case DASHED -> dashed(width, 4, 2);
            case DOTTED -> dashed(width, 1, 1.5f);
        };
    }

    private static BasicStroke dashed(float width, float... pattern) {
        return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, pattern, 0);
    }
}
