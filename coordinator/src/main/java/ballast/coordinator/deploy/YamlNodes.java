package ballast.coordinator.deploy;

import ballast.settings.Nearest;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

/** A YAML file as nodes that know their line, and the list of what is wrong with it. No object is ever constructed from the file. */
final class YamlNodes {
    private final Path file;
    private final Set<String> problems = new LinkedHashSet<>();

    YamlNodes(Path file) {
        this.file = file;
    }

    /** Each once: what stands in the defaults is looked at for each host. */
    List<String> problems() {
        return List.copyOf(problems);
    }

    Optional<Node> compose(String text) {
        try {
            Node root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
            if (root == null) {
                problems.add(file + ":1: got an empty file, want 'hosts'");
            }
            return Optional.ofNullable(root);
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            problems.add(file + ":" + line + ": not YAML: " + e.getProblem());
        } catch (YAMLException e) {
            problems.add(
                    file + ":1: not YAML: " + e.getMessage().lines().findFirst().orElse("unreadable"));
        }
        return Optional.empty();
    }

    /** The values of a mapping whose keys are known. */
    Map<String, Node> entries(String what, Node node, Collection<String> known) {
        Map<String, Node> entries = new LinkedHashMap<>();
        freeEntries(what, node).forEach((keyNode, value) -> {
            String key = keyNode.getValue();
            if (!known.contains(key)) {
                problem(keyNode, key, "unknown key" + Nearest.hint(key, known));
            } else if (entries.putIfAbsent(key, value) != null) {
                problem(keyNode, key, "given twice");
            }
        });
        return entries;
    }

    /** A mapping with keys that users choose. */
    Map<ScalarNode, Node> freeEntries(String what, Node node) {
        Map<ScalarNode, Node> entries = new LinkedHashMap<>();
        if (!(node instanceof MappingNode mapping)) {
            problem(node, what, "got " + describe(node) + ", want keys and values");
            return entries;
        }
        for (NodeTuple tuple : mapping.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode key) {
                entries.put(key, tuple.getValueNode());
            } else {
                problem(tuple.getKeyNode(), what, "got " + describe(tuple.getKeyNode()) + " as a key, want a word");
            }
        }
        return entries;
    }

    List<Node> list(String key, Node node, String wanted) {
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        problem(node, key, "got " + describe(node) + ", want a list of " + wanted);
        return List.of();
    }

    Optional<String> word(String key, Node node, String wanted) {
        if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
            return Optional.of(scalar.getValue());
        }
        problem(node, key, "got " + describe(node) + ", want " + wanted);
        return Optional.empty();
    }

    List<String> words(String key, Node node, String wanted) {
        List<String> words = new ArrayList<>();
        list(key, node, wanted).forEach(item -> word(key, item, wanted).ifPresent(words::add));
        return words;
    }

    void problem(Node where, String key, String message) {
        problems.add(file + ":" + (where.getStartMark().getLine() + 1) + ": " + key + ": " + message);
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
