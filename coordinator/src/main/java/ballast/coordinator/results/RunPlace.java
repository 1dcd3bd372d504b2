package ballast.coordinator.results;

import ballast.model.RunId;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;

/**
 * The one place of a run's result. A later result takes it in two renames, the old one away and the new one in; whoever looks
 * between them, or after a crash there, finds the old one beside the place.
 */
record RunPlace(Path folder) {
    static RunPlace of(Path campaign, RunId run) {
        return new RunPlace(StoreLayout.run(campaign, run));
    }

    /**
     * A result and its folder.
     *
     * @param path the place itself, or a folder beside it
     */
    record Found(StoredStatus status, Path path) {}

    Optional<Found> find() throws IOException {
        Optional<Found> placed = read(folder);
        return placed.isPresent() ? placed : superseded();
    }

    private Optional<Found> superseded() throws IOException {
        Optional<Found> latest = Optional.empty();
        try (DirectoryStream<Path> beside = Files.newDirectoryStream(folder.getParent(), folder.getFileName() + ".*")) {
            for (Path path : beside) {
                Optional<Found> found = read(path);
                latest = java.util.stream.Stream.concat(latest.stream(), found.stream())
                        .max(Comparator.comparingInt(RunPlace::attempts));
            }
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        return latest;
    }

    private static int attempts(Found found) {
        return found.status() instanceof StoredStatus.Ended ended ? ended.attempt() : 0;
    }

    private static Optional<Found> read(Path path) throws IOException {
        Path status = path.resolve(StoreLayout.STATUS);
        if (!Files.exists(status)) {
            return Optional.empty();
        }
        return Optional.of(new Found(JsonFile.read(status, StoredStatus.class), path));
    }

    /** A run may be skipped, retried and skipped again: each keeps what it left. */
    private Path aside(StoredStatus status) {
        Path first = StoreLayout.superseded(folder, status);
        Path free = first;
        for (int i = 2; status instanceof StoredStatus.Skipped && Files.exists(free); i++) {
            free = first.resolveSibling(first.getFileName() + "-" + i);
        }
        return free;
    }

    /** Puts a complete folder here; what lies here gives way, and comes back if that fails. */
    void put(Path complete) throws IOException {
        Durable.createFolders(folder.getParent());
        Optional<Found> old = read(folder);
        if (old.isEmpty()) {
            Durable.rename(complete, folder);
            return;
        }
        Path aside = aside(old.get().status());
        Durable.rename(folder, aside);
        try {
            Durable.rename(complete, folder);
        } catch (IOException e) {
            if (!Durable.exists(folder)) {
                Durable.rename(aside, folder);
            }
            throw e;
        }
    }
}
