package ballast.coordinator.matrix;

import java.util.TreeSet;

/** Collects what is wrong with one matrix, so that its author sees all of it at once; the same problem counts once. */
final class Problems {
    private final String source;
    private final TreeSet<Problem> found = new TreeSet<>();

    Problems(String source) {
        this.source = source;
    }

    void add(int line, String message) {
        found.add(new Problem(source, line, message));
    }

    void add(int line, String key, String message) {
        add(line, key + ": " + message);
    }

    /** A value that its type or the model refused; the model's messages name their parameter already. */
    void refused(int line, String key, IllegalArgumentException refusal) {
        String message = refusal.getMessage();
        add(line, message.startsWith(key + ": ") ? message : key + ": " + message);
    }

    /**
     * What is wrong with a file that the matrix names.
     *
     * @param line where the matrix does
     */
    void addAll(int line, String key, MatrixException elsewhere) {
        for (Problem problem : elsewhere.problems()) {
            if (problem.line() > 0) {
                found.add(problem);
            } else {
                add(line, key, problem.toString());
            }
        }
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    /** @throws MatrixException if there is any problem */
    void throwIfAny() {
        if (!found.isEmpty()) {
            throw exception();
        }
    }

    /** Of all problems so far, one or more. */
    MatrixException exception() {
        return new MatrixException(found);
    }
}
