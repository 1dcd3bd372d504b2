package ballast.coordinator.deploy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Paths of this machine that an inventory names.
 *
 * @param folder of the inventory, that they count from
 */
record LocalPaths(Path folder) {
    /** With {@code ~/} for the user's home. */
    Path resolve(String path) {
        return path.startsWith("~/")
                ? Path.of(System.getProperty("user.home"), path.substring(2))
                : folder.resolve(path).normalize();
    }

    Optional<Path> file(Layers section, String key, String path) {
        Path file = resolve(path);
        if (Files.isRegularFile(file) && Files.isReadable(file)) {
            return Optional.of(file);
        }
        section.problem(key, "got '" + path + "', want a file that can be read; there is none at " + file);
        return Optional.empty();
    }

    Optional<Path> folder(Layers section, String key, String path) {
        Path wanted = resolve(path);
        if (Files.isDirectory(wanted)) {
            return Optional.of(wanted);
        }
        section.problem(key, "got '" + path + "', want a folder; there is none at " + wanted);
        return Optional.empty();
    }
}
