package ballast.agent.vfio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What is in a folder of sysfs, where a missing folder says that there is nothing. */
final class Listing {
    private Listing() {}

    /** In order of names. */
    static List<Path> of(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }
}
