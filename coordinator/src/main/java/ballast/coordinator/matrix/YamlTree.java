package ballast.coordinator.matrix;

import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.reader.ReaderException;

/** YAML as nodes with line numbers. No object is ever constructed from a file, so tags in it have no effect. */
final class YamlTree {
    private final Problems problems;
    private final Sources sources;

    YamlTree(Problems problems, Sources sources) {
        this.problems = problems;
        this.sources = sources;
    }

    /**
     * The single document of a text; an empty result has been reported.
     *
     * @param wanted instead of an empty text
     */
    Optional<Node> parse(String text, String wanted) {
        LoaderOptions limits = new LoaderOptions();
        limits.setMaxAliasesForCollections(20);
        limits.setNestingDepthLimit(20);
        try {
            Node root = new Yaml(limits).compose(new StringReader(text));
            if (root == null) {
                problems.add(1, "got an empty file, want " + wanted);
            }
            return Optional.ofNullable(root);
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            problems.add(line, "not YAML: " + e.getProblem());
        } catch (ReaderException e) {
            long before = text.codePoints()
                    .limit(e.getPosition())
                    .filter(c -> c == '\n')
                    .count();
            problems.add((int) before + 1, "not YAML: control characters in the text");
        } catch (YAMLException e) {
            problems.add(1, "not YAML: " + e.getMessage().lines().findFirst().orElse("unreadable"));
        }
        return Optional.empty();
    }

    /** A value below a key. */
    record Entry(String key, int line, Node value) {}

    /** The entries of a mapping; of a key given twice the first. Anything but a mapping is reported as {@code what}. */
    Map<String, Entry> entries(String what, Node node) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        if (!(node instanceof MappingNode mapping)) {
            problems.add(line(node), what, "got " + describe(node) + ", want keys and values");
            return entries;
        }
        for (NodeTuple tuple : mapping.getValue()) {
            int line = line(tuple.getKeyNode());
            if (tuple.getKeyNode() instanceof ScalarNode key) {
                Entry first =
                        entries.putIfAbsent(key.getValue(), new Entry(key.getValue(), line, tuple.getValueNode()));
                if (first != null) {
                    problems.add(line, key.getValue(), "given twice, first in line " + first.line());
                }
            } else {
                problems.add(line, what, "got " + describe(tuple.getKeyNode()) + " as a key, want a word");
            }
        }
        return entries;
    }

    /** The elements of a list; anything else is reported. */
    List<Node> elements(Entry entry, String wanted) {
        if (entry.value() instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        problems.add(entry.line(), entry.key(), "got " + describe(entry.value()) + ", want " + wanted);
        return List.of();
    }

    /** A value of a parameter; {@link Value#unreadable} after a report. */
    <T> Value value(Parameter<T> parameter, Node node) {
        Optional<String> text = parameter.type().list() ? words(node) : scalar(node);
        if (text.isEmpty()) {
            String crossed = node instanceof SequenceNode && Benchmarks.isParameter(parameter.key())
                    ? "; values to cross stand under 'axes'"
                    : "";
            problems.add(
                    line(node),
                    parameter.key(),
                    "got " + describe(node) + ", want " + parameter.type().wanted() + crossed);
            return Value.unreadable(line(node));
        }
        try {
            return parameter.type().read(text.get(), line(node), sources);
        } catch (IllegalArgumentException e) {
            problems.refused(line(node), parameter.key(), e);
            return Value.unreadable(line(node));
        } catch (MatrixException e) {
            problems.addAll(line(node), parameter.key(), e);
            return Value.unreadable(line(node));
        }
    }

    /** A list of words; empty after a report. */
    Optional<List<String>> strings(Entry entry) {
        if (!(entry.value() instanceof SequenceNode list)) {
            problems.add(entry.line(), entry.key(), "got " + describe(entry.value()) + ", want a list of words");
            return Optional.empty();
        }
        List<Node> others =
                list.getValue().stream().filter(node -> scalar(node).isEmpty()).toList();
        others.forEach(node -> problems.add(line(node), entry.key(), "got " + describe(node) + ", want a word"));
        return others.isEmpty()
                ? Optional.of(list.getValue().stream()
                        .flatMap(node -> scalar(node).stream())
                        .toList())
                : Optional.empty();
    }

    /**
     * The entries of these parameters; of the others nothing is said.
     *
     * @param line to report missing ones at
     */
    Settings settings(Map<String, Entry> entries, List<Parameter<?>> parameters, int line) {
        Map<String, Value> values = new LinkedHashMap<>();
        for (Parameter<?> parameter : parameters) {
            Entry entry = entries.get(parameter.key());
            if (entry != null) {
                values.put(parameter.key(), value(parameter, entry.value()));
            }
        }
        Settings settings = new Settings(values);
        settings.missing(parameters)
                .forEach(missing -> problems.add(
                        line, missing.key(), "missing, want " + missing.type().wanted()));
        return settings;
    }

    /** Reports the entries with other keys. */
    void refuseUnknown(Map<String, Entry> entries, List<String> known) {
        entries.values().stream()
                .filter(entry -> !known.contains(entry.key()))
                .forEach(entry ->
                        problems.add(entry.line(), entry.key(), "unknown key" + Nearest.hintOrAll(entry.key(), known)));
    }

    private static Optional<String> words(Node node) {
        if (!(node instanceof SequenceNode sequence)) {
            return scalar(node);
        }
        List<Optional<String>> words =
                sequence.getValue().stream().map(YamlTree::scalar).toList();
        return words.stream().allMatch(Optional::isPresent)
                ? Optional.of(words.stream().map(Optional::get).collect(Collectors.joining(" ")))
                : Optional.empty();
    }

    static Optional<String> scalar(Node node) {
        return node instanceof ScalarNode scalar && !isNothing(node)
                ? Optional.of(scalar.getValue())
                : Optional.empty();
    }

    static boolean isNothing(Node node) {
        return node.getTag().equals(Tag.NULL);
    }

    static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }

    static String describe(Node node) {
        if (isNothing(node)) {
            return "nothing";
        }
        return node instanceof ScalarNode scalar
                ? "'" + scalar.getValue() + "'"
                : node instanceof SequenceNode ? "a list" : "keys and values";
    }
}
