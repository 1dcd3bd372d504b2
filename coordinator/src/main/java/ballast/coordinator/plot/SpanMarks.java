package ballast.coordinator.plot;

import ballast.coordinator.plot.TimeDrawing.Span;
import java.awt.Color;
import java.awt.font.FontRenderContext;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jfree.chart.plot.IntervalMarker;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;

/**
 * Phases behind a panel's curves: shaded one by one in turn, each with its name where that fits.
 *
 * @param end of the axis, in its unit
 */
record SpanMarks(TimeScale scale, double end) {
    private static final double BELOW_TITLE = 12;
    private static final Color CLEAR = new Color(0, 0, 0, 0);
    private static final FontRenderContext UNSCALED = new FontRenderContext(null, true, true);

    void addTo(XYPlot plot, List<Span> spans) {
        for (int i = 0; i < spans.size(); i++) {
            Span span = spans.get(i);
            double from = scale.at(span.from());
            double to = scale.at(span.to());
            Color shade = i % 2 == 0 ? Palette.PALE : Color.WHITE;
            var marker = new IntervalMarker(from, to, shade, Charts.HAIRLINE, null, null, 1);
            if (fits(span.label(), to - from)) {
                marker.setLabel(span.label());
                marker.setLabelFont(Charts.SMALL);
                marker.setLabelPaint(Palette.TEXT);
                marker.setLabelBackgroundColor(CLEAR);
                marker.setLabelAnchor(RectangleAnchor.TOP);
                marker.setLabelTextAnchor(TextAnchor.TOP_CENTER);
                marker.setLabelOffset(new RectangleInsets(BELOW_TITLE, 1, 1, 1));
            }
            plot.addDomainMarker(marker, Layer.BACKGROUND);
            plot.addDomainMarker(new ValueMarker(from, Palette.GREY, Charts.HAIRLINE), Layer.BACKGROUND);
            plot.addDomainMarker(new ValueMarker(to, Palette.GREY, Charts.HAIRLINE), Layer.BACKGROUND);
        }
    }

    private boolean fits(String label, double width) {
        Rectangle2D bounds = Charts.SMALL.getStringBounds(label, UNSCALED);
        return bounds.getWidth() + 2 < width / end * Page.COLUMNS;
    }
}
