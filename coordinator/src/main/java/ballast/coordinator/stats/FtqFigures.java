package ballast.coordinator.stats;

import java.util.List;

/**
 * FTQ's work per quantum, summed over the threads: a quantum with little work was stolen from the guest. The first quantum is
 * left out, since it begins somewhere within one (the published artefact's plots do the same).
 */
public final class FtqFigures {
    public static final String WORK = "work";
    public static final String WORK_SUM = "work_sum";
    public static final String SPAN_TICKS = "span_ticks";

    private FtqFigures() {}

    /** {@link #WORK} with its mean and percentiles, {@link #WORK_SUM}, and {@link #SPAN_TICKS}, the time it took. */
    public static Figures of(FtqQuanta quanta) {
        List<Long> work = quanta.together();
        List<Long> used = work.subList(Math.min(1, work.size()), work.size());
        return Distribution.of(used.stream().mapToDouble(Long::doubleValue))
                .map(distribution -> distribution
                        .figures(WORK)
                        .and(WORK_SUM, (double)
                                used.stream().mapToLong(Long::longValue).sum())
                        .and(SPAN_TICKS, quanta.span()))
                .orElse(Figures.NONE);
    }
}
