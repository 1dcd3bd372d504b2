package ballast.coordinator.matrix;

import ballast.coordinator.matrix.YamlTree.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads the parts that a matrix and its profiles have in common. */
final class LayerReader {
    private final YamlTree yaml;
    private final Problems problems;
    private final Benchmark benchmark;

    LayerReader(YamlTree yaml, Problems problems, Benchmark benchmark) {
        this.yaml = yaml;
        this.problems = problems;
        this.benchmark = benchmark;
    }

    /** @param header the parameters that may stand beside the sections */
    Layer read(int line, Map<String, Entry> entries, List<Parameter<?>> header) {
        Map<String, Value> headerValues = new LinkedHashMap<>();
        for (Parameter<?> parameter : header) {
            Entry entry = entries.get(parameter.key());
            if (entry != null) {
                headerValues.put(parameter.key(), yaml.value(parameter, entry.value()));
            }
        }
        Map<String, Value> parameters = section(entries, "parameters")
                .map(entry -> parameters("parameters", entry.value()))
                .orElse(Map.of());
        Map<String, Axis> axes = section(entries, "axes").map(this::axes).orElse(Map.of());
        axes.values().stream()
                .filter(axis -> parameters.containsKey(axis.key()))
                .forEach(axis -> problems.add(
                        axis.line(),
                        axis.key(),
                        "both an axis and fixed in line "
                                + parameters.get(axis.key()).line() + ", want one of the two"));
        return new Layer(line, headerValues, parameters, axes, listed(entries, "include"), listed(entries, "exclude"));
    }

    /** A section with nothing in it counts as left out, as after commenting its lines out. */
    private static Optional<Entry> section(Map<String, Entry> entries, String key) {
        return Optional.ofNullable(entries.get(key)).filter(entry -> !YamlTree.isNothing(entry.value()));
    }

    private Map<String, Value> parameters(String what, Node node) {
        Map<String, Value> values = new LinkedHashMap<>();
        for (Entry entry : yaml.entries(what, node).values()) {
            parameter(entry).ifPresent(found -> values.put(entry.key(), yaml.value(found, entry.value())));
        }
        return values;
    }

    private Map<String, Axis> axes(Entry section) {
        Map<String, Axis> axes = new LinkedHashMap<>();
        for (Entry entry : yaml.entries("axes", section.value()).values()) {
            parameter(entry).ifPresent(found -> axes.put(entry.key(), axis(entry, found)));
        }
        return axes;
    }

    private Axis axis(Entry entry, Parameter<?> parameter) {
        List<Value> values = new ArrayList<>();
        for (Node node : yaml.elements(entry, "a list of values, such as [a, b]")) {
            Value value = yaml.value(parameter, node);
            if (value.isReadable() && values.stream().anyMatch(value::equalsReadably)) {
                problems.add(value.line(), entry.key(), "got " + value.text() + " twice, want each value once");
            } else {
                values.add(value);
            }
        }
        if (values.isEmpty()) {
            if (entry.value() instanceof SequenceNode) {
                problems.add(entry.line(), entry.key(), "got an empty list, want one value or more");
            }
            values.add(Value.unreadable(entry.line()));
        }
        return new Axis(entry.key(), entry.line(), values);
    }

    private List<Listed> listed(Map<String, Entry> entries, String key) {
        return section(entries, key)
                .map(entry -> yaml.elements(entry, "a list of cells, such as [{mode: base-manual}]").stream()
                        .map(node -> new Listed(YamlTree.line(node), parameters(key, node)))
                        .collect(Collectors.toList()))
                .orElse(List.of());
    }

    private Optional<Parameter<?>> parameter(Entry entry) {
        Optional<Parameter<?>> found = benchmark.parameter(entry.key());
        if (found.isEmpty()) {
            List<String> others = Benchmarks.ALL.values().stream()
                    .filter(other -> other.parameter(entry.key()).isPresent())
                    .map(Benchmark::name)
                    .toList();
            problems.add(
                    entry.line(),
                    entry.key(),
                    others.isEmpty()
                            ? "unknown parameter" + Nearest.hintOrAll(entry.key(), benchmark.keys())
                            : "not a parameter of " + benchmark.name() + ", only of " + String.join(", ", others));
        }
        return found;
    }
}
