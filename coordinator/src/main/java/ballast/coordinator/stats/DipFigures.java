package ballast.coordinator.stats;

import java.util.List;
import java.util.stream.DoubleStream;
import org.apache.commons.statistics.descriptive.Quantile;

/**
 * How far and how long a guest's work dips while its VM is shrunk and grown back, against a baseline whose VM keeps its size. Ours:
 * the artefact only shows the series.
 *
 * <p>Level: the median of the baseline's seconds. Depth: 1 − lowest second ÷ level, as a share; 0 if nothing is lost. Length: seconds
 * below all but 1 % of the baseline's, so that a guest that nobody disturbs has about 1 % of the window. The window of the shrink
 * ends where the growth begins, that of the growth with the work.
 */
public final class DipFigures {
    public static final String SHRINK_DEPTH = "shrink_dip_depth";
    public static final String SHRINK_S = "shrink_dip_s";
    public static final String GROW_DEPTH = "grow_dip_depth";
    public static final String GROW_S = "grow_dip_s";

    /** {@code median ÷ baseline's median − 1}, over the whole run. */
    public static final String WORK_VS_BASELINE = "work_vs_baseline";

    private static final double LOWEST = 0.01;
    private static final Quantile QUANTILES = Quantile.withDefaults().with(Quantile.EstimationMethod.HF7);

    private final double level;
    private final double usual;

    private DipFigures(double[] seconds) {
        double[] quantiles = QUANTILES.evaluate(seconds, LOWEST, 0.5);
        usual = quantiles[0];
        level = quantiles[1];
    }

    /**
     * @param baseline one or more runs without a resize, their seconds pooled
     * @param shrinkAt from the work's start, in s
     * @param growAt likewise, later
     * @return none if the baseline, or the run from the shrink on, has no second
     */
    public static Figures of(WorkSeries run, List<WorkSeries> baseline, double shrinkAt, double growAt) {
        double[] seconds = baseline.stream().flatMapToDouble(WorkSeries::all).toArray();
        double[] worked = run.all().toArray();
        if (seconds.length == 0 || worked.length == 0) {
            return Figures.NONE;
        }
        DipFigures dips = new DipFigures(seconds);
        double median = QUANTILES.evaluate(worked, 0.5);
        return Figures.NONE
                .and(SHRINK_DEPTH, dips.depth(run.between(shrinkAt, growAt)))
                .and(SHRINK_S, dips.length(run.between(shrinkAt, growAt)))
                .and(GROW_DEPTH, dips.depth(run.between(growAt, Double.MAX_VALUE)))
                .and(GROW_S, dips.length(run.between(growAt, Double.MAX_VALUE)))
                .and(WORK_VS_BASELINE, median / dips.level - 1);
    }

    /** NaN of nothing. */
    private double depth(DoubleStream window) {
        double lowest = window.min().orElse(Double.NaN);
        return Math.max(0, 1 - lowest / level);
    }

    private double length(DoubleStream window) {
        double[] seconds = window.toArray();
        return seconds.length == 0
                ? Double.NaN
                : DoubleStream.of(seconds).filter(second -> second < usual).count();
    }
}
