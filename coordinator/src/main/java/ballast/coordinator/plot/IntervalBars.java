package ballast.coordinator.plot;

import ballast.coordinator.plot.BarDrawing.Name;
import ballast.coordinator.plot.BarDrawing.Row;
import ballast.coordinator.stats.Description;
import java.awt.Graphics2D;
import java.awt.Paint;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.CategoryItemRendererState;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.text.TextUtils;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.category.CategoryDataset;

/**
 * A bar to the median, a whisker for its interval, a ring for each single value, and the number above. Every colour is light
 * enough to see the rings on it.
 */
final class IntervalBars extends BarRenderer {
    private static final long serialVersionUID = 1;

    private static final double SHARE = 0.65;
    private static final double WIDEST = 0.16;
    private static final double CAP = 3;
    private static final double RING = 1.1;
    private static final double HATCHING = 4;

    @SuppressWarnings("serial") // never written
    private final List<Name> names;

    @SuppressWarnings("serial")
    private final Row row;

    IntervalBars(List<Name> names, Row row, double base) {
        this.names = names;
        this.row = row;
        setBase(base < 0 ? 0 : base);
        setBarPainter(new StandardBarPainter());
        setShadowVisible(false);
        setMaximumBarWidth(WIDEST);
        setDrawBarOutline(true);
        setDefaultOutlinePaint(Palette.BLACK);
        setDefaultOutlineStroke(Charts.HAIRLINE);
    }

    @Override
    public Paint getItemPaint(int series, int bar) {
        return Palette.lightened(names.get(bar).color(), SHARE);
    }

    @Override
    public void drawItem(
            Graphics2D graphics,
            CategoryItemRendererState state,
            Rectangle2D area,
            CategoryPlot plot,
            CategoryAxis domain,
            ValueAxis axis,
            CategoryDataset dataset,
            int series,
            int bar,
            int pass) {
        super.drawItem(graphics, state, area, plot, domain, axis, dataset, series, bar, pass);
        double left = calculateBarW0(plot, plot.getOrientation(), area, domain, state, series, bar);
        Scale scale = value -> axis.valueToJava2D(value, area, plot.getRangeAxisEdge());
        row.bars().get(bar).ifPresent(of -> {
            double end = scale.at(of.median());
            double base = scale.at(getBase());
            var body = new Rectangle2D.Double(left, Math.min(end, base), state.getBarWidth(), Math.abs(base - end));
            if (names.get(bar).hatched()) {
                hatch(graphics, body);
            }
            details(graphics, of, body, scale);
        });
    }

    private interface Scale {
        double at(double value);
    }

    private static void hatch(Graphics2D graphics, Rectangle2D bar) {
        Shape clip = graphics.getClip();
        graphics.clip(bar);
        graphics.setPaint(Palette.BLACK);
        graphics.setStroke(Charts.HAIRLINE);
        for (double x = bar.getMinX() - bar.getHeight(); x < bar.getMaxX(); x += HATCHING) {
            graphics.draw(new Line2D.Double(x, bar.getMaxY(), x + bar.getHeight(), bar.getMinY()));
        }
        graphics.setClip(clip);
    }

    private static void details(Graphics2D graphics, Description of, Rectangle2D bar, Scale scale) {
        double middle = bar.getCenterX();
        graphics.setPaint(Palette.BLACK);
        graphics.setStroke(Charts.HAIRLINE);
        double top = scale.at(of.median());
        if (of.count() > 1) {
            for (double value : of.values()) {
                double y = scale.at(value);
                top = Math.min(top, y - RING);
                double x = middle + bar.getWidth() / 4;
                graphics.draw(new Ellipse2D.Double(x - RING, y - RING, 2 * RING, 2 * RING));
            }
        }
        if (of.interval().isPresent()) {
            double low = scale.at(of.interval().get().low());
            double high = scale.at(of.interval().get().high());
            top = Math.min(top, high);
            graphics.setStroke(Line.SOLID.stroke(0.8f));
            graphics.draw(new Line2D.Double(middle, low, middle, high));
            graphics.draw(new Line2D.Double(middle - CAP, low, middle + CAP, low));
            graphics.draw(new Line2D.Double(middle - CAP, high, middle + CAP, high));
        }
        graphics.setFont(Charts.TICK);
        TextUtils.drawAlignedString(
                Digits.plain(of.median()), graphics, (float) middle, (float) top - 2, TextAnchor.BOTTOM_CENTER);
    }
}
