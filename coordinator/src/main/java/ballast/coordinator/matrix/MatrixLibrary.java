package ballast.coordinator.matrix;

import java.util.List;

/** The matrices that come with the program: the benchmarks of the published artefact, each with its profiles, and all together; and packing. */
public final class MatrixLibrary {
    /** The matrix of all others. */
    static final String ALL = "all";

    private static final List<String> NAMES =
            List.of(ALL, "blender", "compiling", "ftq", "inflate", "multivm", "packing", "stream");

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
        return MatrixSource.find(nameOrFile)
                .orElseThrow(() -> new MatrixException(List.of(new Problem(
                        nameOrFile,
                        0,
                        "no such file, and no built-in matrix" + Nearest.hintOrAll(nameOrFile, NAMES)))));
    }

    /** @throws IllegalArgumentException if {@code name} is not among {@link #names} */
    public static MatrixSource builtIn(String name) {
        if (!NAMES.contains(name)) {
            throw new IllegalArgumentException("got '" + name + "', want one of " + NAMES);
        }
        return MatrixSource.ofResource(name, "/matrices/" + name + ".yaml");
    }
}
