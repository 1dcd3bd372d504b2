package ballast.coordinator.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.axis.Axis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.text.TextUtils;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;

/** Makes charts of drawings. Sizes are in points: what is read is 6.5 or larger. */
final class Charts {
    static final Font HEADING = PlotFont.at(9.5f);
    static final Font LABEL = PlotFont.at(8);
    static final Font TICK = PlotFont.at(7);
    static final Font SMALL = PlotFont.at(6.5f);
    static final BasicStroke HAIRLINE = Line.SOLID.stroke(0.4f);

    private static final double MARGIN = 4;

    static {
        // upright text as text: the library would draw the outlines of its letters
        TextUtils.setUseDrawRotatedStringWorkaround(false);
    }

    private Charts() {}

    static JFreeChart of(Drawing drawing) {
        if (drawing instanceof TimeDrawing time) {
            return framed(drawing, TimeChart.plot(time), TimeChart.legend(time));
        }
        return framed(drawing, BarChart.plot((BarDrawing) drawing), new LegendItemCollection());
    }

    private static JFreeChart framed(Drawing drawing, Plot plot, LegendItemCollection legend) {
        var chart = new JFreeChart(drawing.title(), HEADING, plot, false);
        chart.setBackgroundPaint(Color.WHITE);
        chart.setBorderVisible(false);
        chart.setPadding(new RectangleInsets(MARGIN, MARGIN, MARGIN, 2 * MARGIN));
        chart.getTitle().setPaint(Palette.BLACK);
        plot.setBackgroundPaint(Color.WHITE);
        plot.setOutlineVisible(false);
        plot.setInsets(new RectangleInsets(MARGIN, 0, 0, 0));
        if (!drawing.note().isBlank()) {
            var note = new TextTitle(drawing.note(), SMALL);
            note.setPaint(Palette.TEXT);
            note.setPosition(RectangleEdge.BOTTOM);
            note.setHorizontalAlignment(HorizontalAlignment.LEFT);
            chart.addSubtitle(note);
        }
        if (legend.getItemCount() > 0) {
            var title = new LegendTitle(() -> legend);
            title.setItemFont(LABEL);
            title.setPosition(RectangleEdge.BOTTOM);
            title.setBackgroundPaint(Color.WHITE);
            chart.addSubtitle(title);
        }
        return chart;
    }

    static void style(Axis axis) {
        axis.setLabelFont(LABEL);
        axis.setTickLabelFont(TICK);
        axis.setLabelPaint(Palette.BLACK);
        axis.setTickLabelPaint(Palette.BLACK);
        axis.setAxisLinePaint(Palette.BLACK);
        axis.setAxisLineStroke(HAIRLINE);
        axis.setTickMarkPaint(Palette.BLACK);
        axis.setTickMarkStroke(HAIRLINE);
        axis.setLabelInsets(new RectangleInsets(1, 1, 1, 1));
    }

    /** From 0. */
    static NumberAxis numbers(String label, double end) {
        var axis = new NumberAxis(label);
        style(axis);
        axis.setNumberFormatOverride(Digits.ticks());
        axis.setRange(0, end > 0 ? end : 1);
        return axis;
    }
}
