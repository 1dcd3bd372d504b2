package ballast.coordinator.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The agent's program: what all hosts get alike.
 *
 * @param jars its class path
 * @param guard the guard program
 */
public record Bundle(List<Path> jars, Path guard) {
    public Bundle {
        jars = List.copyOf(jars);
    }

    /**
     * A folder with the jars, there or in {@code lib} below, and {@code guard}.
     *
     * @throws IOException if something is not there
     */
    public static Bundle in(Path folder) throws IOException {
        List<Path> jars = new ArrayList<>(jars(folder));
        if (Files.isDirectory(folder.resolve("lib"))) {
            jars.addAll(jars(folder.resolve("lib")));
        }
        return complete(jars, List.of("agent"), folder, folder.resolve("guard"));
    }

    /**
     * What the launcher has built.
     *
     * @param home Ballast's checkout
     * @throws IOException if something is not there
     */
    public static Bundle built(Path home, Path guard) throws IOException {
        Path target = home.resolve("agent").resolve("target");
        List<Path> jars = new ArrayList<>(Files.isDirectory(target) ? jars(target) : List.of());
        jars.removeIf(jar -> !jar.getFileName().toString().matches("agent-[0-9.]+(-SNAPSHOT)?\\.jar"));
        Path lib = target.resolve("lib");
        jars.addAll(Files.isDirectory(lib) ? jars(lib) : List.of());
        return complete(jars, List.of("agent", "protocol"), target, guard);
    }

    private static Bundle complete(List<Path> jars, List<String> wanted, Path folder, Path guard) throws IOException {
        for (String needed : wanted) {
            if (jars.stream().noneMatch(jar -> jar.getFileName().toString().startsWith(needed))) {
                throw new IOException(
                        "bundle: got no " + needed + "*.jar in " + folder
                                + ", want all of the agent's jars; run ./ballast from a checkout or set 'bundle' in the inventory");
            }
        }
        if (!Files.isExecutable(guard)) {
            throw new IOException(
                    "bundle: got no program at " + guard + ", want the guard; agent/src/main/native/build makes it");
        }
        return new Bundle(jars, guard);
    }

    private static List<Path> jars(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }
}
