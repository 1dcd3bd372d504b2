package ballast.coordinator.stats;

import java.util.List;

/**
 * STREAM's bandwidth in GB/s (10^9 bytes per s), over all iterations: the low percentiles tell what a resize costs
 * (hyperalloc-bench's {@code plot/stream}).
 */
public final class StreamFigures {
    public static final String BANDWIDTH_GB_S = "bandwidth_gb_s";
    public static final String WORK_S = "work_s";

    /** Against virtio-balloon; the artefact's own figure. */
    public static final String FASTER_S = "faster_s";

    /** Until when of virtio-balloon's own time the published plots compare, in s. */
    public static final double PUBLISHED_S = 140;

    private static final double MB_PER_GB = 1000;

    private StreamFigures() {}

    /** {@link #BANDWIDTH_GB_S} with its mean and percentiles, and {@link #WORK_S}, the sum of all iterations. */
    public static Figures of(List<StreamIteration> iterations) {
        return Distribution.of(iterations.stream().mapToDouble(row -> row.megabytesPerSecond() / MB_PER_GB))
                .map(bandwidth -> bandwidth
                        .figures(BANDWIDTH_GB_S)
                        .and(
                                WORK_S,
                                iterations.stream()
                                        .mapToDouble(StreamIteration::seconds)
                                        .sum()))
                .orElse(Figures.NONE);
    }

    /**
     * As the published artefact's plots compute it: every series is cut after as many iterations as virtio-balloon did with the
     * same number of threads before its own time reached {@link #PUBLISHED_S}.
     */
    public static Figures asPublished(List<StreamIteration> iterations, List<StreamIteration> virtioBalloon) {
        return of(iterations.subList(0, Math.min(iterations.size(), before(virtioBalloon, PUBLISHED_S))));
    }

    /** How much sooner than virtio-balloon the same iterations were done, in s: {@link #WORK_S} of that less that of the run. */
    public static Figures sooner(Figures run, Figures virtioBalloon) {
        return Figures.NONE.and(FASTER_S, Figures.difference(virtioBalloon, run, WORK_S));
    }

    /** Iterations that were done before {@code seconds} had passed. */
    public static int before(List<StreamIteration> iterations, double seconds) {
        double time = 0;
        for (int i = 0; i < iterations.size(); i++) {
            time += iterations.get(i).seconds();
            if (time >= seconds) {
                return i;
            }
        }
        return iterations.size();
    }
}
