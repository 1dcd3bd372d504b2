package ballast.coordinator.stats;

import java.util.List;

/**
 * FTQ's work per quantum, summed over the threads: a quantum with little work was stolen from the guest (hyperalloc-bench's {@code
 * plot/stream}). The first quantum is left out, see {@link FirstIteration}.
 */
public final class FtqFigures {
    public static final String WORK = "work";
    public static final String WORK_SUM = "work_sum";
    public static final String SPAN_TICKS = "span_ticks";

    /** How much more than with virtio-balloon; the artefact's own figure. */
    public static final String WORK_MINUS_BALLOON = "work_minus_balloon";

    private FtqFigures() {}

    /** {@link #WORK} with its mean and percentiles, {@link #WORK_SUM}, and {@link #SPAN_TICKS}, the time it took. */
    public static Figures of(FtqQuanta quanta) {
        return of(quanta, FirstIteration.LEFT_OUT);
    }

    public static Figures of(FtqQuanta quanta, FirstIteration first) {
        List<Long> used = first.of(quanta.together());
        return Distribution.of(used.stream().mapToDouble(Long::doubleValue))
                .map(distribution -> distribution
                        .figures(WORK)
                        .and(WORK_SUM, (double)
                                used.stream().mapToLong(Long::longValue).sum())
                        .and(SPAN_TICKS, quanta.span()))
                .orElse(Figures.NONE);
    }

    /** {@link #WORK_SUM} less that of the run with virtio-balloon and as many threads. */
    public static Figures minusBalloon(Figures run, Figures balloon) {
        return Figures.NONE.and(WORK_MINUS_BALLOON, Figures.difference(run, balloon, WORK_SUM));
    }
}
