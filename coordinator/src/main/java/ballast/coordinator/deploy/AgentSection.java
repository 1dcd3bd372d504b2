package ballast.coordinator.deploy;

import ballast.coordinator.deploy.AgentSettings.Tls;
import ballast.model.ByteSize;
import ballast.model.Durations;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.yaml.snakeyaml.nodes.Node;

/** The keys of agent.yaml that an inventory may set; the others follow from where things are installed. */
final class AgentSection {
    static final List<String> KEYS = List.of(
            "port",
            "coordinators",
            "labels",
            "budget",
            "spool",
            "spool-limit",
            "run-root",
            "cache",
            "qemu",
            "artefacts",
            "orphan-time",
            "metrics-address",
            "metrics-port",
            "driver",
            "traces",
            "speed",
            "tls");

    private static final List<String> TLS = List.of("ca", "certificate", "key");
    private static final String HOST_AND_PORT = "([^:\\s]+|\\[[0-9a-fA-F:]+]):[0-9]{1,5}";

    private AgentSection() {}

    static AgentSettings read(Layers section, LocalPaths paths) {
        Map<String, Object> entries = new LinkedHashMap<>();
        for (String key : KEYS) {
            if (!key.equals("tls")) {
                section.node(key)
                        .flatMap(node -> value(section, key, node))
                        .ifPresent(value -> entries.put(key, value));
            }
        }
        if (section.node("coordinators").isEmpty()) {
            section.yaml().problem(section.where(), "coordinators", "got none, want a list of HOST:PORT");
        }
        Optional<Tls> tls = section.node("tls").isPresent() ? tls(section.below("tls", TLS), paths) : Optional.empty();
        return new AgentSettings(entries, tls);
    }

    private static Optional<Object> value(Layers section, String key, Node node) {
        return switch (key) {
            case "port" ->
                section.word(key, "1 to 65535")
                        .flatMap(text -> port(section, key, text))
                        .map(Object.class::cast);
            case "coordinators" -> Optional.of(coordinators(section));
            case "labels" -> Optional.of(labels(section.yaml(), node));
            case "budget", "spool-limit" -> checked(section, key, "a size such as 8GiB", ByteSize::parse);
            case "metrics-address" -> matching(section, key, "a host name or address", "[0-9A-Za-z.:\\-]+");
            case "metrics-port" ->
                matching(
                        section,
                        key,
                        "1 to 65535, or off",
                        "off|[1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5]");
            case "orphan-time" -> checked(section, key, "a duration such as 30m", Durations::parse);
            case "driver" -> matching(section, key, "qemu or replay", "qemu|replay");
            case "speed" ->
                checked(section, key, "a number above 0", AgentSection::positive)
                        .map(text -> positive((String) text));
            case "qemu" -> section.word(key, "a path").map(Object.class::cast);
            default -> matching(section, key, "an absolute path on that host", "/[^\\x00-\\x1f]*");
        };
    }

    private static Object positive(String text) {
        if (!text.matches("[0-9]{1,9}(\\.[0-9]{1,9})?") || Double.parseDouble(text) <= 0) {
            throw new IllegalArgumentException(text);
        }
        return text.contains(".") ? (Object) Double.valueOf(text) : (Object) Long.valueOf(text);
    }

    static Optional<Integer> port(Layers section, String key, String text) {
        if (text.matches("[0-9]{1,5}") && SshAddress.isPort(Long.parseLong(text))) {
            return Optional.of(Integer.valueOf(text));
        }
        section.problem(key, "got '" + text + "', want 1 to 65535");
        return Optional.empty();
    }

    private static List<String> coordinators(Layers section) {
        List<String> seeds = section.words("coordinators", "HOST:PORT");
        seeds.stream()
                .filter(seed -> !seed.matches(HOST_AND_PORT))
                .forEach(seed -> section.problem("coordinators", "got '" + seed + "', want HOST:PORT"));
        return seeds;
    }

    private static Map<String, String> labels(YamlNodes yaml, Node node) {
        Map<String, String> labels = new LinkedHashMap<>();
        yaml.freeEntries("labels", node)
                .forEach((key, value) -> yaml.word("labels." + key.getValue(), value, "a word")
                        .ifPresent(word -> labels.put(key.getValue(), word)));
        return labels;
    }

    private static Optional<Object> matching(Layers section, String key, String wanted, String regex) {
        Optional<String> word = section.word(key, wanted);
        if (word.isPresent() && !word.get().matches(regex)) {
            section.problem(key, "got '" + word.get() + "', want " + wanted);
            return Optional.empty();
        }
        return word.map(Object.class::cast);
    }

    private static Optional<Object> checked(Layers section, String key, String wanted, Function<String, ?> parse) {
        return section.word(key, wanted)
                .filter(text -> {
                    try {
                        return parse.apply(text) != null;
                    } catch (IllegalArgumentException e) {
                        section.problem(key, "got '" + text + "', want " + wanted);
                        return false;
                    }
                })
                .map(Object.class::cast);
    }

    private static Optional<Tls> tls(Layers section, LocalPaths paths) {
        Map<String, Path> files = new LinkedHashMap<>();
        for (String key : TLS) {
            section.needed(key, "a PEM file")
                    .flatMap(path -> paths.file(section, key, path))
                    .ifPresent(file -> files.put(key, file));
        }
        return files.size() == TLS.size()
                ? Optional.of(new Tls(files.get("ca"), files.get("certificate"), files.get("key")))
                : Optional.empty();
    }
}
