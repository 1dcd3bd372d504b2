package ballast.coordinator.results;

import ballast.model.CellId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A cell as the store's index has it.
 *
 * @param parameters in the matrix's order
 */
public record IndexedCell(CellId id, String benchmark, String mode, Map<String, String> parameters) {
    public IndexedCell {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }
}
