package ballast.coordinator.deploy;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.Node;

/**
 * A part of an inventory as one host sees it: its own keys, and behind them those of the defaults.
 *
 * @param where the host's own node, for what is wrong with the whole of it
 */
record Layers(YamlNodes yaml, Node where, Map<String, Node> own, Map<String, Node> defaults) {
    Optional<Node> node(String key) {
        return Optional.ofNullable(own.getOrDefault(key, defaults.get(key)));
    }

    /** All keys, the host's own values before the defaults'. */
    Map<String, Node> all() {
        Map<String, Node> all = new LinkedHashMap<>(own);
        defaults.forEach(all::putIfAbsent);
        return all;
    }

    /** A mapping below both. */
    Layers below(String key, Collection<String> known) {
        Node mine = own.get(key);
        Node others = defaults.get(key);
        return new Layers(
                yaml,
                mine != null ? mine : others != null ? others : where,
                mine == null ? Map.of() : yaml.entries(key, mine, known),
                others == null ? Map.of() : yaml.entries(key, others, known));
    }

    Optional<String> word(String key, String wanted) {
        return node(key).flatMap(node -> yaml.word(key, node, wanted));
    }

    List<String> words(String key, String wanted) {
        return node(key).map(node -> yaml.words(key, node, wanted)).orElse(List.of());
    }

    /** A problem if it is not there. */
    Optional<String> needed(String key, String wanted) {
        if (node(key).isEmpty()) {
            yaml.problem(where, key, "got none, want " + wanted);
        }
        return word(key, wanted);
    }

    /** Says what is wrong with a value that is there. */
    void problem(String key, String message) {
        yaml.problem(node(key).orElse(where), key, message);
    }
}
