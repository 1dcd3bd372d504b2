package ballast.coordinator.plot;

import ballast.coordinator.plot.TimeDrawing.Clock;
import ballast.coordinator.plot.TimeDrawing.Curve;
import ballast.coordinator.plot.TimeDrawing.Kind;
import ballast.coordinator.plot.TimeDrawing.Level;
import ballast.coordinator.plot.TimeDrawing.Panel;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYAreaRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.DefaultXYDataset;

/** Makes a chart of a {@link TimeDrawing}. */
final class TimeChart {
    /** Above the highest value there is room for a panel's title. */
    private static final double HEADROOM = 1.28;

    private static final double GAP = 5;
    private static final double SWATCH = 7;
    private static final double STROKE = 16;
    /** More parts of a stack are not named one by one. */
    private static final int NAMED = 16;

    private final TimeDrawing drawing;
    private final TimeScale scale;
    private final double end;
    private final double top;

    private TimeChart(TimeDrawing drawing) {
        this.drawing = drawing;
        this.scale = drawing.clock() == Clock.QUANTA ? TimeScale.QUANTA : TimeScale.of(drawing.end());
        this.end = drawing.end() > 0 ? scale.at(drawing.end()) : 1;
        this.top = drawing.max() > 0 ? drawing.max() * HEADROOM : 1;
    }

    static CombinedDomainXYPlot plot(TimeDrawing drawing) {
        return new TimeChart(drawing).plot();
    }

    private CombinedDomainXYPlot plot() {
        NumberAxis time = Charts.numbers(scale.label(), end);
        var combined = new CombinedDomainXYPlot(time);
        combined.setGap(GAP);
        drawing.panels().forEach(panel -> combined.add(panel(panel), 1));
        return combined;
    }

    private XYPlot panel(Panel panel) {
        XYPlot plot = new XYPlot();
        plot.setRangeAxis(Charts.numbers(drawing.unit(), top));
        plot.setBackgroundPaint(Color.WHITE);
        plot.setOutlinePaint(Palette.GREY);
        plot.setOutlineStroke(Charts.HAIRLINE);
        plot.setDomainGridlinesVisible(false);
        plot.setRangeGridlinePaint(Palette.GREY);
        plot.setRangeGridlineStroke(Line.DOTTED.stroke(0.3f));
        plot.setDatasetRenderingOrder(DatasetRenderingOrder.FORWARD);
        new SpanMarks(scale, end).addTo(plot, panel.spans());
        stack(plot, panel.stack());
        curves(plot, panel.curves());
        for (Level level : panel.levels()) {
            plot.addRangeMarker(new ValueMarker(level.value(), color(level), stroke(level)), Layer.FOREGROUND);
        }
        text(plot, panel.title(), end * 0.008, TextAnchor.TOP_LEFT);
        if (!panel.remark().isBlank()) {
            text(plot, panel.remark(), end * 0.992, TextAnchor.TOP_RIGHT);
        }
        return plot;
    }

    private void stack(XYPlot plot, Stack stack) {
        var dataset = new DefaultXYDataset();
        var renderer = new XYAreaRenderer(XYAreaRenderer.AREA);
        Stack shown = stack.thinned(Page.COLUMNS).scaled(scale.perSecond(), 1);
        List<double[]> tops = shown.tops();
        for (int i = 0; i < tops.size(); i++) {
            dataset.addSeries(Integer.valueOf(i), new double[][] {shown.times(), tops.get(i)});
            renderer.setSeriesPaint(i, Palette.stacked(i));
        }
        plot.setDataset(0, dataset);
        plot.setRenderer(0, renderer);
    }

    private void curves(XYPlot plot, List<Curve> curves) {
        var dataset = new DefaultXYDataset();
        var renderer = new XYLineAndShapeRenderer(true, false);
        renderer.setDrawSeriesLineAsPath(true);
        for (int i = 0; i < curves.size(); i++) {
            Curve curve = curves.get(i);
            TimeSeries shown = curve.series().thinned(Page.COLUMNS).scaled(scale.perSecond(), 1);
            dataset.addSeries(Integer.valueOf(i), new double[][] {shown.times(), shown.values()});
            renderer.setSeriesPaint(i, curve.kind().color());
            renderer.setSeriesStroke(i, curve.kind().stroke());
        }
        plot.setDataset(1, dataset);
        plot.setRenderer(1, renderer);
    }

    private void text(XYPlot plot, String text, double x, TextAnchor anchor) {
        var annotation = new XYTextAnnotation(text, x, top * 0.97);
        annotation.setFont(Charts.LABEL);
        annotation.setPaint(Palette.BLACK);
        annotation.setTextAnchor(anchor);
        annotation.setBackgroundPaint(Color.WHITE);
        plot.addAnnotation(annotation);
    }

    private static Color color(Level level) {
        return level.limit() ? Palette.VERMILLION : Palette.BLACK;
    }

    private static BasicStroke stroke(Level level) {
        return (level.limit() ? Line.SOLID : Line.DASHED).stroke(0.8f);
    }

    /** What is the same in several panels stands there once. */
    static LegendItemCollection legend(TimeDrawing drawing) {
        List<LegendItem> items = new ArrayList<>();
        Set<String> parts = new LinkedHashSet<>();
        drawing.panels().forEach(panel -> parts.addAll(panel.stack().names()));
        int part = 0;
        for (String name : parts.size() <= NAMED ? parts : Set.<String>of()) {
            items.add(new LegendItem(
                    name, null, null, null, new Rectangle2D.Double(0, 0, SWATCH, SWATCH), Palette.stacked(part++)));
        }
        drawing.panels().stream()
                .flatMap(panel -> panel.curves().stream())
                .map(Curve::kind)
                .distinct()
                .sorted()
                .map(TimeChart::item)
                .forEach(items::add);
        drawing.panels().stream()
                .flatMap(panel -> panel.levels().stream())
                .map(level -> new Level(level.name(), 0, level.limit()))
                .distinct()
                .map(level -> item(level.name(), stroke(level), color(level)))
                .forEach(items::add);
        var legend = new LegendItemCollection();
        items.forEach(legend::add);
        return legend;
    }

    private static LegendItem item(Kind kind) {
        return item(kind.label(), kind.stroke(), kind.color());
    }

    private static LegendItem item(String label, BasicStroke stroke, Color color) {
        return new LegendItem(label, null, null, null, new Line2D.Double(0, 0, STROKE, 0), stroke, color);
    }
}
