package ballast.dashboards;

import ballast.model.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A dashboard as it lies in {@code dashboards/}. */
record Dashboard(String name, JsonNode json) {
    static final Path FOLDER = Path.of("..", "dashboards");

    /** What a panel, or an annotation, asks Prometheus. */
    record Query(String where, String expr, String legend) {
        @Override
        public String toString() {
            return where + ": " + expr;
        }
    }

    /** All of them, by name. */
    static List<Dashboard> all() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().map(Dashboard::read).toList();
        } catch (IOException e) {
            throw new AssertionError(FOLDER + " cannot be read", e);
        }
    }

    static Dashboard named(String name) {
        return read(FOLDER.resolve(name + ".json"));
    }

    private static Dashboard read(Path file) {
        try {
            return new Dashboard(
                    file.getFileName().toString().replaceFirst("\\.json$", ""),
                    Json.mapper().readTree(Files.readString(file)));
        } catch (IOException e) {
            throw new AssertionError(file + " is no JSON", e);
        }
    }

    String uid() {
        return json.path("uid").asText();
    }

    /** Rows are panels, too. */
    List<JsonNode> panels() {
        return list(json.path("panels"));
    }

    List<JsonNode> variables() {
        return list(json.path("templating").path("list"));
    }

    List<Query> queries() {
        Stream<Query> panels = panels().stream()
                .flatMap(panel -> list(panel.path("targets")).stream()
                        .map(target -> query(
                                panel.path("title").asText(),
                                target,
                                target.path("legendFormat").asText())));
        Stream<Query> annotations = list(json.path("annotations").path("list")).stream()
                .map(annotation -> query(
                        annotation.path("name").asText(),
                        annotation.path("target"),
                        annotation.path("titleFormat").asText()
                                + annotation.path("textFormat").asText()));
        return Stream.concat(panels, annotations).toList();
    }

    private Query query(String title, JsonNode target, String legend) {
        return new Query(name + ", " + title, target.path("expr").asText(), legend);
    }

    static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    @Override
    public String toString() {
        return name;
    }
}
