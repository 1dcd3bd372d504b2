package ballast.coordinator.plot;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/** A vertical logarithmic axis with its ticks at 1, 10, 100; at 2 and 5, too, where there are few. */
final class DecadeAxis extends LogAxis {
    private static final long serialVersionUID = 1;

    private static final double FEW = 2.5;
    private static final int[] ONE = {1};
    private static final int[] THREE = {1, 2, 5};

    DecadeAxis(String label) {
        super(label);
    }

    @Override
    protected List<NumberTick> refreshTicksVertical(Graphics2D graphics, Rectangle2D area, RectangleEdge edge) {
        double lower = getRange().getLowerBound();
        double upper = getRange().getUpperBound();
        List<NumberTick> ticks = new ArrayList<>();
        for (int exponent = (int) Math.floor(Math.log10(lower)); exponent <= Math.log10(upper); exponent++) {
            for (int factor : Math.log10(upper / lower) <= FEW ? THREE : ONE) {
                double value = factor * Math.pow(10, exponent);
                if (lower <= value && value <= upper) {
                    String label = Digits.plain(value);
                    ticks.add(new NumberTick(value, label, TextAnchor.CENTER_RIGHT, TextAnchor.CENTER_RIGHT, 0));
                }
            }
        }
        return ticks;
    }
}
