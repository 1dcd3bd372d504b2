package ballast.coordinator.matrix;

import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * How a parameter's values are written.
 *
 * @param wanted for messages, {@code a size such as 512MiB}
 * @param list whether one value may be a list of words
 * @param parser may open the files that a value names; throws IllegalArgumentException, {@code got X, want Y}, or
 *     MatrixException for what is wrong in such a file
 * @param format gives the canonical text
 */
record ParameterType<T>(
        Class<T> javaType,
        String wanted,
        boolean list,
        BiFunction<String, Sources, T> parser,
        Function<T, String> format) {

    /** A value of the program's own, which names no file. */
    Value read(String text, int line) {
        return read(text, line, new Sources(new MatrixSource("default", "")));
    }

    /**
     * @throws IllegalArgumentException {@code got X, want Y}
     * @throws MatrixException with what is wrong in the file that the text names
     */
    Value read(String text, int line, Sources sources) {
        T value = parser.apply(text, sources);
        return new Value(value, format.apply(value), line);
    }
}
