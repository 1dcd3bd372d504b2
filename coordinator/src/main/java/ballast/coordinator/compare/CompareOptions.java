package ballast.coordinator.compare;

import ballast.coordinator.stats.Bootstrap;
import ballast.coordinator.stats.Judge;
import ballast.coordinator.stats.Variant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is compared, and how.
 *
 * @param figures names as in {@link ballast.coordinator.stats.Figures}; none for each benchmark's headlines
 * @param more figures besides, where a benchmark has them
 * @param baseline parameters of the cells of A that count, which the cells of B may have otherwise; none: each of B with its like in A
 * @param ignored parameters in which cells that are compared may differ
 * @param includeDisturbed whether runs count whose VMs a memory guard has shrunk or paused
 * @param leaveOutDoubtful whether runs are left out of which raw files cannot be read
 */
public record CompareOptions(
        Variant variant,
        Unit unit,
        List<String> figures,
        List<String> more,
        Map<String, String> baseline,
        Set<String> ignored,
        boolean includeDisturbed,
        boolean leaveOutDoubtful,
        Judge judge,
        Bootstrap bootstrap) {
    /** What counts as one value. */
    public enum Unit {
        /** A run's figure: runs are independent of each other. */
        RUN,
        /**
         * Each iteration, and each build, of all runs, where a run has several. Those of one VM are not independent, so that intervals are
         * too narrow and p too small.
         */
        ITERATION
    }

    public CompareOptions {
        figures = List.copyOf(figures);
        more = List.copyOf(more);
        baseline = new TreeMap<>(baseline);
        ignored = new TreeSet<>(ignored);
    }
}
