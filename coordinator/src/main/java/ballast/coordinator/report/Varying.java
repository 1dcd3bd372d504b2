package ballast.coordinator.report;

import ballast.model.Cell;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** What tells cells of one benchmark apart, beside their mode. */
public final class Varying {
    private static final Set<String> IN_OTHER_COLUMNS = Set.of("benchmark", "mode");

    private Varying() {}

    /** Names of parameters, in the matrix's order. */
    public static List<String> parameters(Collection<Cell> cells) {
        Set<String> names = new LinkedHashSet<>();
        cells.forEach(cell -> names.addAll(cell.parameters().keySet()));
        names.removeAll(IN_OTHER_COLUMNS);
        return names.stream()
                .filter(name -> cells.stream()
                                .map(cell -> Objects.toString(cell.parameters().get(name)))
                                .distinct()
                                .count()
                        > 1)
                .toList();
    }
}
