package ballast.prometheus;

import ballast.model.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Every expression of the rules and the dashboards that this checkout ships. */
record Expressions(List<Expression> all) {
    static final Path RULES = Path.of("..", "deploy", "prometheus");
    private static final Path DASHBOARDS = Path.of("..", "dashboards");

    /**
     * @param where its file and what it stands for there
     * @param alert whether it holds only when something is wrong
     */
    record Expression(String where, String text, boolean alert) {}

    static Expressions read() throws IOException {
        List<Expression> all = new ArrayList<>();
        for (String file : List.of("recording.yml", "alerts.yml")) {
            JsonNode rules = new ObjectMapper(new YAMLFactory())
                    .readTree(RULES.resolve(file).toFile());
            for (JsonNode group : rules.get("groups")) {
                for (JsonNode rule : group.get("rules")) {
                    boolean alert = rule.has("alert");
                    String name = rule.get(alert ? "alert" : "record").asText();
                    all.add(new Expression(file + " " + name, rule.get("expr").asText(), alert));
                }
            }
        }
        if (Files.isDirectory(DASHBOARDS)) {
            try (Stream<Path> files = Files.list(DASHBOARDS)) {
                for (Path file : files.filter(path -> path.toString().endsWith(".json"))
                        .sorted()
                        .toList()) {
                    collect(file.getFileName().toString(), Json.mapper().readTree(file.toFile()), all);
                }
            }
        }
        return new Expressions(all);
    }

    /** What Grafana puts in the place of its variables, with all of each chosen. */
    private static String filledIn(String text) {
        return text.replace("$__rate_interval", "10s")
                .replace("$__range", "1m")
                .replace("$__interval", "5s")
                .replaceAll("\\$\\{?(host|campaign|mode)(:regex)?}?", ".*");
    }

    private static void collect(String where, JsonNode node, List<Expression> all) {
        String name = node.has("title") ? where + " '" + node.get("title").asText() + "'" : where;
        JsonNode text = node.get("expr");
        if (text != null && text.isTextual() && !text.asText().isBlank()) {
            all.add(new Expression(name, filledIn(text.asText()), false));
        }
        for (JsonNode child : node) {
            collect(name, child, all);
        }
    }
}
