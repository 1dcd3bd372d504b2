package ballast.coordinator.matrix;

import ballast.model.BenchmarkSpec;
import ballast.model.Isolation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** A benchmark as a matrix sees it: its parameters, in the order in which they are shown, and what they make. */
final class Benchmark {
    private final String name;
    private final Isolation isolation;
    private final Map<String, Parameter<?>> parameters = new LinkedHashMap<>();
    private final Function<Settings, BenchmarkSpec> maker;

    /**
     * @param isolation where the matrix says nothing
     * @param maker throws IllegalArgumentException if the parameters do not go together
     */
    Benchmark(
            String name, Isolation isolation, List<Parameter<?>> parameters, Function<Settings, BenchmarkSpec> maker) {
        this.name = name;
        this.isolation = isolation;
        parameters.forEach(parameter -> this.parameters.put(parameter.key(), parameter));
        this.maker = maker;
    }

    /** Has the parameters of all benchmarks: to read on when the benchmark's name is wrong. */
    static Benchmark anyOf(Collection<Benchmark> benchmarks) {
        Set<Parameter<?>> all = new LinkedHashSet<>();
        benchmarks.forEach(benchmark -> all.addAll(benchmark.parameters()));
        return new Benchmark("?", Isolation.EXCLUSIVE, List.copyOf(all), settings -> {
            throw new IllegalStateException("no benchmark");
        });
    }

    String name() {
        return name;
    }

    Isolation isolation() {
        return isolation;
    }

    List<Parameter<?>> parameters() {
        return new ArrayList<>(parameters.values());
    }

    Set<String> keys() {
        return parameters.keySet();
    }

    Optional<Parameter<?>> parameter(String key) {
        return Optional.ofNullable(parameters.get(key));
    }

    /** @throws IllegalArgumentException if the parameters do not go together */
    BenchmarkSpec spec(Settings settings) {
        return maker.apply(settings);
    }
}
