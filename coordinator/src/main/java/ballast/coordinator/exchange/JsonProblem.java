package ballast.coordinator.exchange;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.file.Path;

/** A file that is not JSON, told with line and column. */
final class JsonProblem {
    private JsonProblem() {}

    static String of(Path file, JsonProcessingException e) {
        var at = e.getLocation();
        // Jackson adds where a list or an object began, in its own form
        String why = e.getOriginalMessage().replaceFirst(" \\(start marker .*", "");
        return file + ":" + at.getLineNr() + ":" + at.getColumnNr() + ": got no JSON: " + why;
    }
}
