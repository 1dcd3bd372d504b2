package ballast.coordinator.matrix;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The matrices that come with the program: the benchmarks of the published artefact, each with its profiles. */
public final class MatrixLibrary {
    private static final List<String> NAMES = List.of("inflate", "multivm");

    private MatrixLibrary() {}

    /** Sorted. */
    public static List<String> names() {
        return NAMES;
    }

    /**
     * What a user means by the name of a matrix: a built-in one, else a file.
     *
     * @throws MatrixException if it is neither, or the file cannot be read
     */
    public static MatrixSource open(String nameOrFile) {
        if (NAMES.contains(nameOrFile)) {
            return builtIn(nameOrFile);
        }
        Path file = Path.of(nameOrFile);
        if (Files.notExists(file)) {
            throw new MatrixException(List.of(new Problem(
                    nameOrFile, 0, "no such file, and no built-in matrix" + Nearest.hintOrAll(nameOrFile, NAMES))));
        }
        return MatrixSource.ofFile(file);
    }

    /** @throws IllegalArgumentException if {@code name} is not among {@link #names} */
    public static MatrixSource builtIn(String name) {
        String resource = "/matrices/" + name + ".yaml";
        try (InputStream in = MatrixLibrary.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException("got '" + name + "', want one of " + NAMES);
            }
            return new MatrixSource(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + resource + " from the program's jar", e);
        }
    }
}
