package ballast.coordinator.exchange;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder that appears complete or not at all: it is filled beside its place, and moved there at the end. */
final class NewFolder implements AutoCloseable {
    private final Path place;
    private final Path unfinished;

    private NewFolder(Path place, Path unfinished) {
        this.place = place;
        this.unfinished = unfinished;
    }

    /** @throws ExchangeException if something is there already */
    static NewFolder at(Path folder) throws ExchangeException, IOException {
        Path place = folder.toAbsolutePath().normalize();
        if (Files.exists(place) && !isEmptyFolder(place)) {
            throw new ExchangeException(List.of(folder + ": got something that is there, want a new or empty folder"));
        }
        Files.createDirectories(place.getParent());
        Path unfinished = place.resolveSibling("." + place.getFileName() + ".unfinished-"
                + ProcessHandle.current().pid());
        return new NewFolder(place, Files.createDirectory(unfinished));
    }

    private static boolean isEmptyFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        }
    }

    /** Where to put its files until then. */
    Path path() {
        return unfinished;
    }

    /** Moves it to its place. */
    Path finish() throws IOException {
        Files.move(unfinished, place, StandardCopyOption.ATOMIC_MOVE);
        return place;
    }

    @Override
    public void close() throws IOException {
        if (!Files.exists(unfinished)) {
            return;
        }
        try (Stream<Path> all = Files.walk(unfinished)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
