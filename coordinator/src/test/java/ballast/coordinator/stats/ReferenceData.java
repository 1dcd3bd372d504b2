package ballast.coordinator.stats;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ballast.model.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;

/** The published artefact's recorded data and the figures that an independent program made of it. */
public record ReferenceData(Path folder) {
    /** Skips the test where the data is not at hand. */
    public static ReferenceData required() {
        String folder = System.getenv("BALLAST_REFERENCE_DATA");
        assumeTrue(folder != null, "skipped: BALLAST_REFERENCE_DATA is not set");
        return new ReferenceData(Path.of(folder));
    }

    public JsonNode summary() throws IOException {
        return Json.mapper().readTree(folder.resolve("summary.json").toFile());
    }

    public Path benchmark(String name) {
        return folder.resolve(name).resolve("latest");
    }
}
