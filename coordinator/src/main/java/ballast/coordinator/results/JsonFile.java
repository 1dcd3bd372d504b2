package ballast.coordinator.results;

import ballast.model.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.nio.file.Path;

/** Reads JSON files so that an error names file and line. */
final class JsonFile {
    private JsonFile() {}

    static <T> T read(Path file, Class<T> type) throws IOException {
        try {
            return Json.mapper().readValue(file.toFile(), type);
        } catch (JsonProcessingException e) {
            throw notAsExpected(file, e);
        }
    }

    static <T> T read(Path file, TypeReference<T> type) throws IOException {
        try {
            return Json.mapper().readValue(file.toFile(), type);
        } catch (JsonProcessingException e) {
            throw notAsExpected(file, e);
        }
    }

    private static RawFileException notAsExpected(Path file, JsonProcessingException e) {
        int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
        return new RawFileException(file + ":" + line + ": not as expected: " + e.getOriginalMessage());
    }
}
