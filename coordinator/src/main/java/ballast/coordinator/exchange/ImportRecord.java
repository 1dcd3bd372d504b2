package ballast.coordinator.exchange;

import ballast.model.Json;
import ballast.model.RunId;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code import.json}, beside campaign.json, says.
 *
 * @param source the folder, as the user named it
 * @param runs which run was what in the folder
 * @param leftOut files that belong to no run, or whose name the store cannot have
 * @param notes what was found to be less than its options say
 */
record ImportRecord(String source, List<Origin> runs, List<String> leftOut, List<String> notes) {
    /** Below a run's folder: the published run's files that no run of ours has. */
    static final String OTHERS = "artefact/";

    private static final String FILE = "import.json";

    /**
     * @param folder the published run's, {@code multivm/clang-base-auto}
     * @param place in it, see {@link Kind}
     */
    record Origin(RunId run, String folder, String place) {}

    ImportRecord {
        runs = List.copyOf(runs);
        leftOut = List.copyOf(leftOut);
        notes = List.copyOf(notes);
    }

    void write(Path campaign) throws IOException {
        Files.write(
                campaign.resolve(FILE),
                Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
    }

    /** Empty if the campaign was measured here. */
    static Optional<ImportRecord> read(Path campaign) throws IOException {
        Path file = campaign.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.mapper().readValue(file.toFile(), ImportRecord.class));
        } catch (JsonProcessingException e) {
            throw new IOException(file + ": not as expected: " + e.getOriginalMessage(), e);
        }
    }

    Map<RunId, Origin> byRun() {
        Map<RunId, Origin> origins = new LinkedHashMap<>();
        runs.forEach(origin -> origins.put(origin.run(), origin));
        return origins;
    }
}
