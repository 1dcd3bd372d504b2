package ballast.agent.system;

import ballast.agent.cgroup.MemoryGroup;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Finds and ends the QEMU processes of agents that are dead, and of no others, and removes their folders. */
public final class Leftovers {
    /** A process that was ended. */
    public record Ended(long pid, String name) {}

    private static final Duration GONE_WITHIN = Duration.ofSeconds(10);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(2);

    private Leftovers() {}

    /**
     * Blocks until they are gone.
     *
     * @throws IOException if the root is not ours, a folder cannot be read or a process does not go
     */
    public static List<Ended> end(Path root) throws IOException {
        if (Files.notExists(root, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (RunRoot held = RunRoot.hold(root)) {
            return endBelow(held.path());
        }
    }

    private static List<Ended> endBelow(Path root) throws IOException {
        List<Ended> ended = new ArrayList<>();
        for (Path folder : folders(root)) {
            try (FileChannel channel = openLock(folder)) {
                if (channel.tryLock() == null) {
                    continue; // its agent lives
                }
                for (long pid : processesOf(folder)) {
                    ended.add(end(pid));
                }
                MemoryGroup.removeLeftOver(folder);
                delete(folder);
            } catch (NoSuchFileException e) {
                // somebody has removed it meanwhile
            } catch (OverlappingFileLockException e) {
                // its agent lives in this JVM
            }
        }
        return ended;
    }

    private static FileChannel openLock(Path folder) throws IOException {
        return FileChannel.open(folder.resolve(RunFolder.LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private static List<Path> folders(Path root) throws IOException {
        try (Stream<Path> entries = Files.list(root)) {
            return entries.filter(entry -> Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        }
    }

    /** Those whose command line names a socket in that folder. */
    private static List<Long> processesOf(Path folder) throws IOException {
        String mark = "unix:" + folder + "/";
        try (Stream<Path> entries = Files.list(Path.of("/proc"))) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> name.chars().allMatch(Character::isDigit))
                    .map(Long::parseLong)
                    .filter(pid -> commandLine(pid).stream().anyMatch(word -> word.startsWith(mark)))
                    .toList();
        }
    }

    private static List<String> commandLine(long pid) {
        try {
            byte[] bytes = Files.readAllBytes(Path.of("/proc", Long.toString(pid), "cmdline"));
            return List.of(new String(bytes, StandardCharsets.UTF_8).split("\0"));
        } catch (IOException e) {
            return List.of(); // it ended while we looked
        }
    }

    private static Ended end(long pid) throws IOException {
        String name = String.join(" ", commandLine(pid).stream().limit(1).toList());
        var handle = ProcessHandle.of(pid);
        if (handle.isPresent()) {
            handle.get().destroyForcibly();
            awaitGone(pid);
        }
        return new Ended(pid, name);
    }

    private static void awaitGone(long pid) throws IOException {
        long start = System.nanoTime();
        while (runs(pid)) {
            if (System.nanoTime() - start > GONE_WITHIN.toNanos()) {
                throw new IOException(
                        "left-over QEMU " + pid + " does not end; it may be stuck in the kernel: end it by hand");
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            if (Thread.interrupted()) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while ending " + pid);
            }
        }
    }

    /** In a container whose first process reaps nobody, a dead process stays a zombie for ever: it holds nothing any more. */
    private static boolean runs(long pid) {
        try {
            List<String> status = Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"));
            return !(status.contains("State:\tZ (zombie)") && status.contains("Threads:\t1"));
        } catch (IOException e) {
            return false;
        }
    }

    /** Removes a folder and all in it; what vanishes meanwhile is no error. */
    public static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException error) throws IOException {
                if (error instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw error;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException error) throws IOException {
                Files.deleteIfExists(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
