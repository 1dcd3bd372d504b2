package ballast.coordinator.exchange;

import ballast.coordinator.results.StoredSpec;
import ballast.model.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the published layout has no place for: stands under {@code ballast.runs} in the {@code meta.json} of an exported run, so
 * that an import gives back the same cell, host and figures.
 *
 * @param place in the run's folder, see {@link Kind}
 * @param files small ones, by name
 */
record ExportedRun(String place, StoredSpec spec, Instant started, Instant ended, Map<String, String> files) {
    ExportedRun {
        files = Map.copyOf(files);
    }

    /**
     * Those of a meta.json; none in another program's.
     *
     * @throws IllegalArgumentException if they cannot be read
     */
    static List<ExportedRun> of(JsonNode meta) {
        List<ExportedRun> runs = new ArrayList<>();
        try {
            for (JsonNode run : meta.at("/ballast/runs")) {
                runs.add(Json.mapper().treeToValue(run, ExportedRun.class));
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("ballast.runs: not as expected: " + e.getOriginalMessage(), e);
        }
        return runs;
    }
}
