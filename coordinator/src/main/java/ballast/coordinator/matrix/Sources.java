package ballast.coordinator.matrix;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The texts that one matrix is made of: its own, and those of the files that it names. */
final class Sources {
    private final MatrixSource main;
    private final Map<String, String> others = new LinkedHashMap<>();

    Sources(MatrixSource main) {
        this.main = main;
    }

    /**
     * A file that the matrix names; its path is relative to the matrix.
     *
     * @throws MatrixException if it cannot be read
     */
    MatrixSource open(String path) {
        MatrixSource source = main.beside(path);
        add(source.name(), source.text());
        return source;
    }

    /** Something else that belongs to the matrix. */
    void add(String name, String text) {
        others.put(name, text);
    }

    /** All there is to keep: the matrix as it was, followed by a YAML document for each of the others. */
    String text() {
        return main.text()
                + others.entrySet().stream()
                        .map(other -> "\n--- # " + other.getKey() + "\n" + other.getValue())
                        .collect(Collectors.joining());
    }
}
