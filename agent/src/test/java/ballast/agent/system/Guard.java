package ballast.agent.system;

import java.nio.file.Path;

/** The real guard program, which the launcher has compiled. */
final class Guard {
    private Guard() {}

    static Path program() {
        String path = System.getenv("BALLAST_GUARD");
        if (path == null) {
            throw new IllegalStateException("BALLAST_GUARD is not set: run these tests with ./ballast test, or"
                    + " export BALLAST_GUARD=$(agent/src/main/native/build)");
        }
        return Path.of(path);
    }
}
