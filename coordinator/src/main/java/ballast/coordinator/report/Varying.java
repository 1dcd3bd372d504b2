package ballast.coordinator.report;

import ballast.model.Cell;
import java.util.HashMap;
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
        return of(cells.stream().map(Cell::parameters).toList());
    }

    /** The same of cells' parameters alone. */
    public static List<String> of(List<Map<String, String>> cells) {
        Map<List<Integer>, String> chosen = new LinkedHashMap<>();
        Set<String> names = new LinkedHashSet<>();
        cells.forEach(cell -> names.addAll(cell.keySet()));
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
    private static List<Integer> groups(String name, List<Map<String, String>> cells) {
        Map<String, Integer> values = new HashMap<>();
        return cells.stream()
                .map(cell -> {
                    int next = values.size();
                    return values.computeIfAbsent(String.valueOf(cell.get(name)), value -> next);
                })
                .toList();
    }
}
