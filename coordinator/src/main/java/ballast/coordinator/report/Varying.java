package ballast.coordinator.report;

import ballast.model.Cell;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which parameters tell cells apart, for names and tables. Of several that tell the same cells apart, as the memory and the
 * cores that come with a workload, one is enough.
 */
public final class Varying {
    /** Shown before others that say the same. */
    private static final Set<String> TELLING = Set.of("workload", "baseline", "nofault", "target");

    private static final Set<String> SHOWN_ANYWAY = Set.of("benchmark", "mode");

    private Varying() {}

    /** In the matrix's order, without benchmark and mode, which always stand beside. */
    public static List<String> parameters(List<Cell> cells) {
        Map<List<Integer>, String> chosen = new LinkedHashMap<>();
        Set<String> names = new LinkedHashSet<>();
        cells.forEach(cell -> names.addAll(cell.parameters().keySet()));
        names.removeAll(SHOWN_ANYWAY);
        for (String name : names) {
            List<Integer> groups = groups(name, cells);
            if (new HashSet<>(groups).size() > 1) {
                chosen.merge(groups, name, (first, next) -> TELLING.contains(next) ? next : first);
            }
        }
        Set<String> kept = new HashSet<>(chosen.values());
        return names.stream().filter(kept::contains).toList();
    }

    /** For each cell the number of its value, in the order in which values come. */
    private static List<Integer> groups(String name, List<Cell> cells) {
        List<String> values = new ArrayList<>();
        return cells.stream()
                .map(cell -> String.valueOf(cell.parameters().get(name)))
                .map(value -> {
                    if (!values.contains(value)) {
                        values.add(value);
                    }
                    return values.indexOf(value);
                })
                .toList();
    }
}
