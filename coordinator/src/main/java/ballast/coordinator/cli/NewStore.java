package ballast.coordinator.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Takes back the store's folders when a command is refused before it had a campaign to put there: whoever mistypes a profile has no
 * use for an empty store. A store that was there before, has anything in it but Ballast's own files, or is another ballast's by now, stays.
 */
final class NewStore {
    private final Path store;
    private final List<Path> created;

    private NewStore(Path store, List<Path> created) {
        this.store = store;
        this.created = created;
    }

    /** To be called before anything is started. */
    static NewStore watch(Path store) {
        Path root = store.toAbsolutePath().normalize();
        List<Path> missing = new ArrayList<>();
        for (Path folder = root; folder != null && !Files.exists(folder); folder = folder.getParent()) {
            missing.add(folder);
        }
        return new NewStore(root, missing);
    }

    /** To be called when everything has ended. What cannot be removed stays: it does no harm. */
    void takeBack() {
        try {
            if (!created.isEmpty() && holdsOnlyOurs()) {
                removeUnlocked();
            }
        } catch (DirectoryNotEmptyException e) {
            // somebody else has begun to use it
        } catch (IOException | UncheckedIOException e) {
            System.err.println("ballast: " + store + " was created and cannot be removed: " + e.getMessage());
        }
    }

    private boolean holdsOnlyOurs() throws IOException {
        if (!Files.isDirectory(store)) {
            return true;
        }
        try (Stream<Path> entries = Files.list(store)) {
            return entries.allMatch(ours()::equals);
        }
    }

    /** Two programs may have been started on the same new store: whoever has its lock uses it. */
    private void removeUnlocked() throws IOException {
        Path file = ours().resolve("lock");
        if (!Files.exists(file)) {
            remove();
            return;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock != null) {
                remove();
            }
        } catch (OverlappingFileLockException e) {
            // this very process did not let go of it
        }
    }

    private void remove() throws IOException {
        removeOurs();
        for (Path folder : created) {
            Files.deleteIfExists(folder);
        }
    }

    private void removeOurs() throws IOException {
        if (!Files.exists(ours())) {
            return;
        }
        try (Stream<Path> all = Files.walk(ours())) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private Path ours() {
        return store.resolve(".ballast");
    }
}
