package ballast.coordinator.matrix;

import java.util.List;

/** Finds workloads: those that come with the program by name, users' own by the path of their file. */
final class WorkloadLibrary {
    private static final List<String> NAMES = List.of("blender", "clang", "linux", "sqlite", "write");

    /** For messages. */
    static final String WANTED = "one of " + NAMES + " or a file such as ./own.yaml";

    private WorkloadLibrary() {}

    /**
     * A path is told from a name by its slash or its ending.
     *
     * @throws IllegalArgumentException if it is neither a path nor a known name
     * @throws MatrixException with everything that is wrong with the file
     */
    static WorkloadFile open(String nameOrPath, Sources sources) {
        if (NAMES.contains(nameOrPath)) {
            return WorkloadReader.read(nameOrPath, MatrixSource.ofResource(nameOrPath, resource(nameOrPath)));
        }
        if (nameOrPath.contains("/") || nameOrPath.endsWith(".yaml")) {
            return WorkloadReader.read(nameOrPath, sources.open(nameOrPath));
        }
        throw new IllegalArgumentException(
                "got '" + nameOrPath + "', want " + WANTED + Nearest.hint(nameOrPath, NAMES));
    }

    private static String resource(String name) {
        return "/workloads/" + name + ".yaml";
    }
}
