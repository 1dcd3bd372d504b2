package ballast.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Keys and values of a settings file. What is wrong is noted in the file, and the value counts as not given. */
public final class Section {
    private final SettingsFile file;
    private final String prefix;
    private final Map<String, Node> entries = new LinkedHashMap<>();

    Section(SettingsFile file, String prefix, Optional<MappingNode> mapping, List<String> known) {
        this.file = file;
        this.prefix = prefix;
        mapping.ifPresent(node -> read(node, known));
    }

    private void read(MappingNode mapping, List<String> known) {
        for (NodeTuple tuple : mapping.getValue()) {
            Node keyNode = tuple.getKeyNode();
            String key = keyNode instanceof ScalarNode scalar ? scalar.getValue() : describe(keyNode);
            if (!known.isEmpty() && !known.contains(key)) {
                file.problem(keyNode, prefix + key, "unknown key" + Nearest.hint(key, known));
            } else if (entries.putIfAbsent(key, tuple.getValueNode()) != null) {
                file.problem(keyNode, prefix + key, "given twice");
            }
        }
    }

    public boolean has(String key) {
        return entries.containsKey(key);
    }

    /** @param parse throws IllegalArgumentException with {@code got …, want …} */
    public <T> Optional<T> value(String key, String wanted, Function<String, T> parse) {
        return Optional.ofNullable(entries.get(key)).flatMap(node -> parse(key, node, wanted, parse));
    }

    /** As {@link #value}; not given is a problem. */
    public <T> Optional<T> required(String key, String wanted, Function<String, T> parse) {
        if (!entries.containsKey(key)) {
            file.problem(prefix + key, "got none, want " + wanted);
        }
        return value(key, wanted, parse);
    }

    /** A path, from the file's folder. */
    public Optional<Path> path(String key) {
        return value(key, "a path", file::resolve);
    }

    /** A whole number in this range. */
    public Optional<Integer> number(String key, int least, int greatest) {
        String wanted = least + " to " + greatest;
        return value(key, wanted, text -> {
            if (!text.matches("\\d{1,9}") || Integer.parseInt(text) < least || Integer.parseInt(text) > greatest) {
                throw new IllegalArgumentException("got '" + text + "', want " + wanted);
            }
            return Integer.valueOf(text);
        });
    }

    /** A list; empty if it is not given. */
    public <T> List<T> list(String key, String wanted, Function<String, T> parse) {
        Node node = entries.get(key);
        List<T> values = new ArrayList<>();
        if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(item -> parse(key, item, wanted, parse).ifPresent(values::add));
        } else if (node != null) {
            file.problem(node, prefix + key, "got " + describe(node) + ", want a list of " + wanted);
        }
        return values;
    }

    /** Keys and values of the user's own, in their order; empty if not given. */
    public Map<String, String> words(String key) {
        Map<String, String> words = new LinkedHashMap<>();
        section(key, List.of())
                .ifPresent(section -> section.entries
                        .keySet()
                        .forEach(name -> section.value(name, "a word", Function.identity())
                                .ifPresent(word -> words.put(name, word))));
        return words;
    }

    /** What lies below a key. */
    public Optional<Section> section(String key, List<String> known) {
        Node node = entries.get(key);
        if (node instanceof MappingNode mapping) {
            return Optional.of(new Section(file, prefix + key + ".", Optional.of(mapping), known));
        }
        if (node != null) {
            file.problem(node, prefix + key, "got " + describe(node) + ", want keys and values");
        }
        return Optional.empty();
    }

    /** Something made of several values; that it cannot be is a problem of this key. */
    public <T> Optional<T> check(String key, Supplier<T> make) {
        try {
            return Optional.of(make.get());
        } catch (IllegalArgumentException e) {
            Node node = entries.get(key);
            if (node == null) {
                file.problem(prefix + key, e.getMessage());
            } else {
                file.problem(node, prefix + key, e.getMessage());
            }
            return Optional.empty();
        }
    }

    private <T> Optional<T> parse(String key, Node node, String wanted, Function<String, T> parse) {
        if (!(node instanceof ScalarNode scalar) || scalar.getValue().isBlank()) {
            file.problem(node, prefix + key, "got " + describe(node) + ", want " + wanted);
            return Optional.empty();
        }
        try {
            return Optional.of(parse.apply(scalar.getValue()));
        } catch (IllegalArgumentException e) {
            file.problem(node, prefix + key, e.getMessage());
            return Optional.empty();
        }
    }

    static String describe(Node node) {
        if (node.getTag().equals(Tag.NULL)) {
            return "nothing";
        }
        return node instanceof ScalarNode scalar
                ? "'" + scalar.getValue() + "'"
                : node instanceof MappingNode ? "keys and values" : "a list";
    }
}
