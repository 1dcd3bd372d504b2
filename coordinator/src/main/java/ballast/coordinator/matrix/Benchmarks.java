package ballast.coordinator.matrix;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** All benchmarks, by name. A new one is added here and nowhere else in this package. */
final class Benchmarks {
    static final Map<String, Benchmark> ALL = List.of(
                    InflateParameters.INFLATE,
                    InterferenceParameters.STREAM,
                    InterferenceParameters.FTQ,
                    BuildParameters.COMPILING,
                    BuildParameters.BLENDER,
                    BuildParameters.MULTIVM)
            .stream()
            .collect(Collectors.toMap(Benchmark::name, Function.identity(), (one, other) -> one, TreeMap::new));

    private Benchmarks() {}

    /** Whether the name of a benchmark was understood; see {@link Benchmark#anyOf}. */
    static boolean isKnown(Benchmark benchmark) {
        return ALL.containsValue(benchmark);
    }

    static boolean isParameter(String key) {
        return ALL.values().stream()
                .anyMatch(benchmark -> benchmark.parameter(key).isPresent());
    }
}
