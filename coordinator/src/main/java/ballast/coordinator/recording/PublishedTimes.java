package ballast.coordinator.recording;

import ballast.model.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code times_I.json}: multivm's has the start of each build and the ends of builds and clean-ups; compiling's and blender's have the ends
 * of builds and pauses, from the first build's start on, and the end of the pause after the one clean-up. A run that was cut off has
 * fewer ends than starts.
 */
final class PublishedTimes {
    private final Path file;
    private final JsonNode json;

    private PublishedTimes(Path file, JsonNode json) {
        this.file = file;
        this.json = json;
    }

    static Recording.Work read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return new Recording.Unknown("no " + file.getFileName() + " beside it, so that nobody knows when it built");
        }
        try {
            JsonNode json = Json.mapper().readTree(file.toFile());
            return new PublishedTimes(file, json).work();
        } catch (JsonProcessingException e) {
            throw new IOException(
                    file + ":" + (e.getLocation() == null ? 1 : e.getLocation().getLineNr()) + ": not JSON: "
                            + e.getOriginalMessage(),
                    e);
        }
    }

    private Recording.Work work() throws IOException {
        List<Build> builds = json.has("start") ? several() : fromZero();
        for (Build build : builds) {
            if (build.end() < build.start()) {
                throw new IOException(file + ":1: got a build from " + build.start() + " s to " + build.end()
                        + " s, want its end after its start");
            }
        }
        return builds.isEmpty()
                ? new Recording.Unknown(file.getFileName() + " has no build: was it cut off?")
                : new Recording.Builds(builds);
    }

    private List<Build> several() throws IOException {
        List<Double> starts = marks("start");
        List<Double> ends = marks("build");
        List<Double> cleans = marks("clean");
        List<Build> builds = new ArrayList<>();
        for (int i = 0; i < starts.size(); i++) {
            // A workload that is never cleaned up has no marks at all; one mark too few is a clean-up that did not end.
            double end =
                    i < cleans.size() ? cleans.get(i) : cleans.isEmpty() && i < ends.size() ? ends.get(i) : Double.NaN;
            builds.add(new Build(starts.get(i), end));
        }
        return builds;
    }

    private List<Build> fromZero() throws IOException {
        List<Double> ends = marks("build");
        List<Double> pauses = marks("delay");
        List<Double> cleans = marks("clean");
        List<Build> builds = new ArrayList<>();
        double start = 0;
        for (int i = 0; i < ends.size() && !Double.isNaN(start); i++) {
            boolean last = i == ends.size() - 1;
            builds.add(new Build(start, last && !cleans.isEmpty() ? cleans.get(0) : ends.get(i)));
            start = i < pauses.size() ? pauses.get(i) : Double.NaN;
        }
        return builds;
    }

    /** A list, a number or null. */
    private List<Double> marks(String key) throws IOException {
        JsonNode node = json.path(key);
        List<Double> marks = new ArrayList<>();
        if (node.isNull() || node.isMissingNode()) {
            return marks;
        }
        for (JsonNode mark : node.isArray() ? node : List.of(node)) {
            if (!mark.isNumber()) {
                throw new IOException(file + ":1: " + key + ": got " + mark + ", want numbers, in s");
            }
            marks.add(mark.doubleValue());
        }
        return marks;
    }
}
