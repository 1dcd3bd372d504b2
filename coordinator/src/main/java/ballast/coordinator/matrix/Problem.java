package ballast.coordinator.matrix;

import java.util.Comparator;

/**
 * Something wrong with a matrix, for its author: {@code sweep.yaml:7: iterations: got 0, want 1 or more}.
 *
 * @param source the file, as the user named it
 * @param line counted from 1; 0 where the problem is the file as a whole
 */
public record Problem(String source, int line, String message) implements Comparable<Problem> {
    private static final Comparator<Problem> ORDER = Comparator.comparing(Problem::source)
            .thenComparingInt(Problem::line)
            .thenComparing(Problem::message);

    @Override
    public int compareTo(Problem other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return source + (line > 0 ? ":" + line : "") + ": " + message;
    }
}
