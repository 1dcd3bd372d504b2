package ballast.coordinator.matrix;

import java.util.function.Function;

/**
 * How a parameter's values are written.
 *
 * @param wanted for messages, {@code a size such as 512MiB}
 * @param list whether one value may be a list of words
 * @param parser throws IllegalArgumentException, {@code got X, want Y}
 * @param format gives the canonical text
 */
record ParameterType<T>(
        Class<T> javaType, String wanted, boolean list, Function<String, T> parser, Function<T, String> format) {

    /** @throws IllegalArgumentException {@code got X, want Y} */
    Value read(String text, int line) {
        T value = parser.apply(text);
        return new Value(value, format.apply(value), line);
    }
}
