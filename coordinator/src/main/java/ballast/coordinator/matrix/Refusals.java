package ballast.coordinator.matrix;

import ballast.model.Cell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Cells that the model refused. What is wrong with one parameter is usually wrong in many cells: it is said once, at the
 * parameter's line, with the cells it happens in.
 */
final class Refusals {
    private record Refusal(int line, String message) {}

    private final Map<Refusal, List<Listed>> cells = new LinkedHashMap<>();

    /** The model's messages begin with the parameter they are about, or name several; see {@link Cell}'s parts. */
    void add(IllegalArgumentException refused, Settings settings, Listed cell, Benchmark benchmark) {
        String message = refused.getMessage();
        int colon = Math.max(0, message.indexOf(':'));
        int line = benchmark
                .parameter(message.substring(0, colon))
                .flatMap(settings::find)
                .map(Value::line)
                .filter(known -> known > 0)
                .orElse(cell.line());
        cells.computeIfAbsent(new Refusal(line, message), key -> new ArrayList<>())
                .add(cell);
    }

    void reportTo(Problems problems, int cellsOfMatrix) {
        cells.forEach((refusal, in) -> {
            String more = in.size() > 1 ? " and " + (in.size() - 1) + " more" : "";
            String where = in.size() == cellsOfMatrix ? "" : "; in cell " + in.get(0) + more;
            problems.add(refusal.line(), refusal.message() + where);
        });
    }
}
