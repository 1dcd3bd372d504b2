package ballast.coordinator.plot;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Footprints over time, stacked, under the line of the budget: a chart for each host, one below the other. Where there are more seconds
 * than points, a point shows the second with the largest sum of those that it stands for, so that no peak is lost.
 */
public final class FootprintPlot {
    private static final int WIDTH = 1000;
    private static final int HEIGHT = 420;
    private static final int POINTS = 450;
    private static final double GIB = 1L << 30;
    private static final double MINUTE = 60;
    /** More names would leave no room for the chart. */
    private static final int NAMED = 16;

    private FootprintPlot() {}

    /** @param stacks one or more */
    public static void writeSvg(List<FootprintStack> stacks, OutputStream out) throws IOException {
        var graphics = new VectorGraphics2D();
        for (FootprintStack stack : stacks) {
            chart(stack).paint(graphics, WIDTH, HEIGHT);
            graphics.translate(0, HEIGHT);
        }
        var page = new PageSize(WIDTH, (double) HEIGHT * stacks.size());
        new SVGProcessor().getDocument(graphics.getCommands(), page).writeTo(out);
    }

    private static XYChart chart(FootprintStack stack) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(stack.title())
                .xAxisTitle("time [min]")
                .yAxisTitle("resident memory [GiB]")
                .build();
        int[] seconds = shown(stack);
        double[] minutes =
                Arrays.stream(seconds).mapToDouble(second -> second / MINUTE).toArray();
        chart.getStyler()
                .setLegendVisible(stack.bands().size() <= NAMED)
                .setLegendPosition(LegendPosition.OutsideE)
                .setChartBackgroundColor(Color.WHITE);
        chart.getStyler().setYAxisMin(0.0);
        chart.getStyler().setXAxisMin(0.0);
        chart.getStyler().setXAxisMax(stack.seconds() / MINUTE);
        addBands(chart, stack, seconds, minutes);
        line(chart, "budget", stack.budget(), stack, Color.RED, SeriesLines.SOLID);
        if (stack.usable() < stack.budget()) {
            line(chart, "budget × (1 − margin)", stack.usable(), stack, Color.RED, SeriesLines.DASH_DASH);
        }
        return chart;
    }

    /** The highest sum first: what is painted later covers what is below it. */
    private static void addBands(XYChart chart, FootprintStack stack, int[] seconds, double[] minutes) {
        int bands = stack.bands().size();
        double[][] tops = new double[bands][seconds.length];
        for (int point = 0; point < seconds.length; point++) {
            double sum = 0;
            for (int band = 0; band < bands; band++) {
                sum += stack.bands().get(band).at(seconds[point]) / GIB;
                tops[band][point] = sum;
            }
        }
        for (int band = bands - 1; band >= 0; band--) {
            Color color = Color.getHSBColor((float) (band * 0.618 % 1), 0.45f, 0.88f);
            XYSeries series = chart.addSeries(stack.bands().get(band).name(), minutes, tops[band]);
            series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Area);
            series.setMarker(SeriesMarkers.NONE);
            series.setFillColor(color);
            series.setLineColor(color);
            series.setLineWidth(1.5f);
        }
    }

    private static void line(
            XYChart chart, String name, long bytes, FootprintStack stack, Color color, BasicStroke stroke) {
        double end = stack.seconds() / MINUTE;
        XYSeries series = chart.addSeries(name, new double[] {0, end}, new double[] {bytes / GIB, bytes / GIB});
        series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Line);
        series.setMarker(SeriesMarkers.NONE);
        series.setLineColor(color);
        series.setLineStyle(stroke);
    }

    private static int[] shown(FootprintStack stack) {
        long[] sums = stack.sums();
        int points = Math.min(POINTS, sums.length);
        int[] shown = new int[points];
        for (int point = 0; point < points; point++) {
            int from = (int) ((long) point * sums.length / points);
            int to = (int) ((point + 1L) * sums.length / points);
            shown[point] = from;
            for (int second = from; second < to; second++) {
                shown[point] = sums[second] > sums[shown[point]] ? second : shown[point];
            }
        }
        return shown;
    }
}
