package ballast.coordinator.matrix;

import java.util.Optional;
import java.util.function.Function;

/**
 * Something that a matrix sets.
 *
 * @param key as users write it
 * @param follows whether it is by default the same as another parameter, so that only the other can be missing
 * @param fallback its value where none is given, which may follow from other parameters; empty if it must be given
 */
record Parameter<T>(String key, ParameterType<T> type, boolean follows, Function<Settings, Optional<Value>> fallback) {
    static <T> Parameter<T> required(String key, ParameterType<T> type) {
        return new Parameter<>(key, type, false, settings -> Optional.empty());
    }

    static <T> Parameter<T> optional(String key, ParameterType<T> type, String fallback) {
        Value value = type.read(fallback, 0);
        return new Parameter<>(key, type, false, settings -> Optional.of(value));
    }

    /** By default the same as another parameter: its line too, so that a refusal points at what was written. */
    static <T> Parameter<T> like(String key, ParameterType<T> type, Parameter<T> other) {
        return new Parameter<>(key, type, true, settings -> settings.find(other));
    }
}
