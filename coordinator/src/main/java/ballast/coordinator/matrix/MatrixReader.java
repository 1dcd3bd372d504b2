package ballast.coordinator.matrix;

import ballast.coordinator.matrix.YamlTree.Entry;
import ballast.model.Cpus;
import ballast.model.Isolation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what a matrix of one benchmark says; nothing yet of how its values go together. */
final class MatrixReader {
    static final Parameter<String> NAME = Parameter.required("name", Types.NAME);
    static final Parameter<String> DESCRIPTION = Parameter.optional("description", Types.TEXT, "");
    static final Parameter<Integer> REPETITIONS = Parameter.optional("repetitions", Types.count(1, 1000), "1");
    static final Parameter<Isolation> ISOLATION = Parameter.required(
            "isolation",
            Types.choice(Isolation.class, List.of("exclusive", "shared"), Isolation::of, Isolation::label));
    static final Parameter<Cpus> CPUS = Parameter.optional("cpus", Types.CPUS, "exclusive");
    private static final List<String> NAMES = List.copyOf(Benchmarks.ALL.keySet());
    static final Parameter<String> BENCHMARK =
            Parameter.required("benchmark", Types.choice(String.class, NAMES, word -> word, word -> word));

    private static final List<Parameter<?>> HEADER =
            headers(List.of(NAME, DESCRIPTION, BENCHMARK, REPETITIONS, ISOLATION, CPUS));
    private static final List<Parameter<?>> PROFILE_HEADER = headers(List.of(DESCRIPTION, REPETITIONS));
    private static final List<String> LAYER_SECTIONS = List.of("parameters", "axes", "include", "exclude");
    private static final List<String> SECTIONS =
            List.of("parameters", "axes", "include", "exclude", "extra", "profiles");

    private final Problems problems;
    private final YamlTree yaml;

    MatrixReader(Problems problems, YamlTree yaml) {
        this.problems = problems;
        this.yaml = yaml;
    }

    private static List<Parameter<?>> headers(List<Parameter<?>> own) {
        List<Parameter<?>> all = new ArrayList<>(own);
        all.addAll(PackingParameters.ALL);
        return List.copyOf(all);
    }

    /** What it says; whatever is wrong with it has been reported. */
    MatrixText read(int line, Map<String, Entry> entries) {
        refuseUnknown(entries, HEADER, SECTIONS);
        Benchmark benchmark = benchmark(entries);
        LayerReader layers = new LayerReader(yaml, problems, benchmark);
        Layer base = layers.read(line, entries, HEADER);
        for (Parameter<?> required : List.of(NAME, BENCHMARK)) {
            if (!base.header().containsKey(required.key())) {
                problems.add(
                        base.line(),
                        required.key(),
                        "missing, want " + required.type().wanted());
            }
        }
        return new MatrixText(
                benchmark, base, extra(entries.get("extra"), layers), profiles(entries.get("profiles"), layers));
    }

    private Benchmark benchmark(Map<String, Entry> entries) {
        // An unknown one is reported when the header is read
        return Optional.ofNullable(entries.get(BENCHMARK.key()))
                .map(Entry::value)
                .flatMap(YamlTree::scalar)
                .map(Benchmarks.ALL::get)
                .orElseGet(() -> Benchmark.anyOf(Benchmarks.ALL.values()));
    }

    private Layer extra(Entry section, LayerReader layers) {
        if (section == null || YamlTree.isNothing(section.value())) {
            return Layer.NOTHING;
        }
        Map<String, Entry> entries = yaml.entries(section.key(), section.value());
        refuseUnknown(entries, List.of(), LAYER_SECTIONS);
        return layers.read(section.line(), entries, List.of());
    }

    private Map<String, Layer> profiles(Entry section, LayerReader layers) {
        Map<String, Layer> profiles = new LinkedHashMap<>();
        if (section == null || YamlTree.isNothing(section.value())) {
            return profiles;
        }
        for (Entry profile : yaml.entries("profiles", section.value()).values()) {
            Map<String, Entry> entries = yaml.entries(profile.key(), profile.value());
            refuseUnknown(entries, PROFILE_HEADER, LAYER_SECTIONS);
            profiles.put(profile.key(), layers.read(profile.line(), entries, PROFILE_HEADER));
        }
        return profiles;
    }

    private void refuseUnknown(Map<String, Entry> entries, List<Parameter<?>> header, List<String> sections) {
        List<String> known = new ArrayList<>();
        header.forEach(parameter -> known.add(parameter.key()));
        known.addAll(sections);
        entries.values().stream()
                .filter(entry -> !known.contains(entry.key()))
                .forEach(entry -> problems.add(entry.line(), entry.key(), "unknown key" + hint(entry.key(), known)));
    }

    /** A parameter that stands one level too high is a common mistake. */
    private static String hint(String key, List<String> known) {
        return Benchmarks.isParameter(key)
                ? "; it belongs under 'parameters' or 'axes'"
                : Nearest.hintOrAll(key, known);
    }
}
