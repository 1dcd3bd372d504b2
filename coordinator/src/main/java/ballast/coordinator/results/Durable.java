package ballast.coordinator.results;

import ballast.model.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** File operations that are done when they return, and undone or done whole after a crash. */
final class Durable {
    private Durable() {}

    /** Replaces a file by one rename: a reader sees the old content or the new. */
    static void writeJson(Path file, Object content) throws IOException {
        write(file, Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(content));
    }

    /** Likewise. */
    static void write(Path file, byte[] content) throws IOException {
        Path unfinished = unfinished(file);
        try (FileChannel channel = FileChannel.open(
                unfinished,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        } catch (IOException e) {
            Files.deleteIfExists(unfinished);
            // The channel's own exceptions do not name the file.
            throw new IOException("cannot write " + file + ": " + e.getMessage(), e);
        }
        rename(unfinished, file);
    }

    static Path unfinished(Path file) {
        return file.resolveSibling(file.getFileName() + ".tmp");
    }

    /** Points a relative symbolic link at a sibling, replacing what it pointed at by one rename. */
    static void link(Path link, Path sibling) throws IOException {
        Path unfinished = unfinished(link);
        Files.deleteIfExists(unfinished);
        Files.createSymbolicLink(unfinished, sibling.getFileName());
        rename(unfinished, link);
    }

    /** Within one file system; an existing file is replaced, a folder that is not empty is not. */
    static void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        sync(to.getParent());
        if (!from.getParent().equals(to.getParent())) {
            sync(from.getParent());
        }
    }

    /** Makes folders, and their entries in their parents, safe. */
    static void createFolders(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        createFolders(folder.getParent());
        // A file of that name makes this fail; another thread's folder does not.
        Files.createDirectories(folder);
        sync(folder.getParent());
    }

    /** Brings a file's content, or a folder's entries, to the disk. */
    static void sync(Path path) throws IOException {
        // A folder can only be opened for reading, and Linux lets that be forced.
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Everything below a folder and the folder itself, deepest first, links not followed; nothing if it is not there. */
    static List<Path> deepestFirst(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.sorted(Comparator.reverseOrder()).toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    static void deleteTree(Path folder) throws IOException {
        for (Path path : deepestFirst(folder)) {
            Files.deleteIfExists(path);
        }
    }

    static boolean exists(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }
}
