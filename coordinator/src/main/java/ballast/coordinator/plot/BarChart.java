package ballast.coordinator.plot;

import ballast.coordinator.plot.BarDrawing.Name;
import ballast.coordinator.plot.BarDrawing.Row;
import ballast.coordinator.stats.Description;
import java.awt.Color;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.CategoryLabelPositions;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.CombinedDomainCategoryPlot;
import org.jfree.data.category.DefaultCategoryDataset;

/** Makes a chart of a {@link BarDrawing}. */
final class BarChart {
    private static final double GAP = 6;
    /** Above the highest whisker there is room for its number. */
    private static final double HEADROOM = 1.25;

    private static final double LOG_HEADROOM = 2.2;
    /** More do not fit beside each other. */
    private static final int UPRIGHT = 8;

    private final BarDrawing drawing;

    private BarChart(BarDrawing drawing) {
        this.drawing = drawing;
    }

    static CombinedDomainCategoryPlot plot(BarDrawing drawing) {
        return new BarChart(drawing).plot();
    }

    private CombinedDomainCategoryPlot plot() {
        var names = new CategoryAxis();
        Charts.style(names);
        names.setMaximumCategoryLabelLines(4);
        names.setCategoryMargin(0.3);
        names.setCategoryLabelPositions(
                drawing.names().size() <= UPRIGHT
                        ? CategoryLabelPositions.STANDARD
                        : CategoryLabelPositions.createUpRotationLabelPositions(Math.PI / 6));
        var combined = new CombinedDomainCategoryPlot(names);
        combined.setGap(GAP);
        drawing.rows().forEach(row -> combined.add(row(row), 1));
        return combined;
    }

    private CategoryPlot row(Row row) {
        var dataset = new DefaultCategoryDataset();
        List<Name> names = drawing.names();
        for (int i = 0; i < names.size(); i++) {
            dataset.addValue(
                    row.bars().get(i).map(Description::median).orElse(null),
                    row.label(),
                    names.get(i).label());
        }
        ValueAxis axis = row.logarithmic() ? logarithmic(row) : linear(row);
        var plot = new CategoryPlot(dataset, null, axis, new IntervalBars(names, row, axis.getLowerBound()));
        plot.setBackgroundPaint(Color.WHITE);
        plot.setOutlinePaint(Palette.GREY);
        plot.setOutlineStroke(Charts.HAIRLINE);
        plot.setRangeGridlinePaint(Palette.GREY);
        plot.setRangeGridlineStroke(Line.DOTTED.stroke(0.3f));
        return plot;
    }

    private static String label(Row row) {
        return row.unit().isEmpty() ? row.label() : row.label() + " [" + row.unit() + "]";
    }

    private static ValueAxis linear(Row row) {
        double lowest = Math.min(0, shown(row).min().orElse(0));
        double highest = Math.max(0, shown(row).max().orElse(1));
        ValueAxis axis = Charts.numbers(label(row), 1);
        double room = highest - lowest > 0 ? highest - lowest : 1;
        axis.setRange(lowest * HEADROOM, lowest + room * HEADROOM);
        return axis;
    }

    /** The same decades in all such rows, so that they can be compared. */
    private ValueAxis logarithmic(Row row) {
        double[] all = drawing.rows().stream()
                .filter(Row::logarithmic)
                .flatMapToDouble(BarChart::shown)
                .filter(value -> value > 0)
                .toArray();
        double lowest = DoubleStream.of(all).min().orElse(1);
        double highest = DoubleStream.of(all).max().orElse(lowest);
        var axis = new DecadeAxis(label(row));
        Charts.style(axis);
        axis.setRange(lowest / 2, highest * LOG_HEADROOM);
        return axis;
    }

    private static DoubleStream shown(Row row) {
        return row.bars().stream()
                .flatMap(Optional::stream)
                .flatMapToDouble(bar -> DoubleStream.concat(
                        bar.values().stream().mapToDouble(value -> value), DoubleStream.of(bar.median())));
    }
}
