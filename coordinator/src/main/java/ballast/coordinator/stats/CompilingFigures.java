package ballast.coordinator.stats;

import ballast.coordinator.stats.Footprint.Series;
import ballast.model.ByteSize;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What a VM occupies while it builds and after it, in GiB and GiB·min (trapezoids over its samples), and how long its builds take
 * (hyperalloc-bench's {@code plot/compiling}). Levels are the largest RSS
 * within 2 s of a mark, as in the published artefact's plots: in the middle of each delay, and where the pauses after the
 * clean-up and after the drop of the page cache end.
 */
public final class CompilingFigures {
    /** Over each build; {@link Figures#FOOTPRINT_GIB_MIN} is that of the whole run. */
    public static final String BUILD_FOOTPRINT_GIB_MIN = "build_footprint_gib_min";

    /** As if the VM had occupied its full size while it built. */
    public static final String BUILD_FULL_SIZE_GIB_MIN = "build_full_size_gib_min";

    public static final String DELAY_GIB = "delay_gib";
    public static final String CLEAN_GIB = "clean_gib";
    public static final String DROP_GIB = "drop_gib";
    public static final String USER_S = "cpu_user_s";
    public static final String SYSTEM_S = "cpu_system_s";

    private static final double GIB = 1L << 30;
    private static final double SECONDS_PER_MINUTE = 60;
    private static final double NEAR_S = 2;

    private final Series series;
    private final CompilingTimes times;

    private CompilingFigures(Series series, CompilingTimes times) {
        this.series = series;
        this.times = times;
    }

    /** Every RSS sample counts, whether the guest answered or not. */
    public static Figures of(List<Sample> samples, CompilingTimes times) {
        return new CompilingFigures(Series.of(samples), times).figures();
    }

    /**
     * As the published artefact's plots compute it: without the rows in which anything is missing; and with {@link
     * #BUILD_FULL_SIZE_GIB_MIN}, which its overview takes for what the VM would have occupied without reclamation.
     *
     * @param memory the VM's full size
     */
    public static Figures asPublished(List<PublishedSample> rows, CompilingTimes times, ByteSize memory) {
        List<Sample> samples = rows.stream()
                .filter(PublishedSample::complete)
                .map(PublishedSample::footprint)
                .toList();
        List<Sample> full = samples.stream()
                .map(sample -> new Sample(sample.time(), (double) memory.bytes()))
                .toList();
        var ofFull = new CompilingFigures(Series.of(full), times);
        return of(samples, times)
                .and(BUILD_FULL_SIZE_GIB_MIN, ofFull.spread(i -> ofFull.footprint(times.start(i), ofFull.end(i))));
    }

    /** {@link Figures#BUILD_S} of each build. */
    public static Measurements builds(CompilingTimes times) {
        return Measurements.NONE.and(
                Figures.BUILD_S,
                IntStream.range(0, times.build().size())
                        .mapToDouble(i -> times.build().get(i) - times.start(i)));
    }

    private Figures figures() {
        double end = Double.isNaN(times.drop()) ? Double.POSITIVE_INFINITY : times.drop();
        return Figures.NONE
                .and(Figures.FOOTPRINT_GIB_MIN, footprint(0, end))
                .and(Figures.PEAK_GIB, series.times().length == 0 ? Double.NaN : series.peak() / GIB)
                .and(BUILD_FOOTPRINT_GIB_MIN, spread(i -> footprint(times.start(i), end(i))))
                .and(builds(times).spreads())
                .and(DELAY_GIB, spread(i -> level((end(i) + times.delay().get(i)) / 2)))
                .and(CLEAN_GIB, level(times.clean()))
                .and(DROP_GIB, level(times.drop()))
                .and(USER_S, times.userSeconds())
                .and(SYSTEM_S, times.systemSeconds());
    }

    private Optional<Spread> spread(IntToDoubleFunction ofBuild) {
        return Spread.of(IntStream.range(0, times.build().size()).mapToDouble(ofBuild));
    }

    private double end(int build) {
        return times.build().get(build);
    }

    /** From the first sample in the interval to the last; NaN if there is none. */
    private double footprint(double from, double to) {
        Series part = series.between(from, to);
        return part.times().length == 0 ? Double.NaN : part.integral() / GIB / SECONDS_PER_MINUTE;
    }

    /** NaN if there is no sample near that time, or no such time. */
    private double level(double time) {
        return IntStream.range(0, series.times().length)
                        .filter(i -> Math.abs(series.times()[i] - time) < NEAR_S)
                        .mapToDouble(i -> series.values()[i])
                        .max()
                        .orElse(Double.NaN)
                / GIB;
    }
}
