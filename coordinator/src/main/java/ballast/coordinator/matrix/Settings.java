package ballast.coordinator.matrix;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The parameters of one cell. */
final class Settings {
    private final Map<String, Value> values;

    Settings(Map<String, Value> values) {
        this.values = new LinkedHashMap<>(values);
    }

    /** These, and where both have a value, the other's. */
    Settings with(Map<String, Value> others) {
        Settings merged = new Settings(values);
        merged.values.putAll(others);
        return merged;
    }

    /** What was given, else the default. */
    Optional<Value> find(Parameter<?> parameter) {
        Value given = values.get(parameter.key());
        return given != null ? Optional.of(given) : parameter.fallback().apply(this);
    }

    /** Of a parameter that is known to be there and readable. */
    <T> T get(Parameter<T> parameter) {
        Value value = find(parameter).orElseThrow(() -> new IllegalStateException(parameter.key() + " is missing"));
        return parameter.type().javaType().cast(value.value());
    }

    /** Whether every one of these values is, or may be, among the settings. */
    boolean mayMatch(Map<String, Value> wanted, Benchmark benchmark) {
        return wanted.entrySet().stream()
                .allMatch(entry -> benchmark
                        .parameter(entry.getKey())
                        .flatMap(this::find)
                        .filter(value -> value.mayEqual(entry.getValue()))
                        .isPresent());
    }

    List<Parameter<?>> missing(List<Parameter<?>> parameters) {
        return parameters.stream()
                .filter(parameter -> !parameter.follows() && find(parameter).isEmpty())
                .collect(Collectors.toList());
    }

    boolean areReadable(List<Parameter<?>> parameters) {
        return parameters.stream()
                .allMatch(parameter -> find(parameter).filter(Value::isReadable).isPresent());
    }

    /** Every parameter with its text, in the parameters' order. */
    Map<String, String> texts(List<Parameter<?>> parameters) {
        Map<String, String> texts = new LinkedHashMap<>();
        parameters.forEach(parameter -> find(parameter).ifPresent(value -> texts.put(parameter.key(), value.text())));
        return texts;
    }
}
