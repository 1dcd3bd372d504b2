package ballast.agent.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
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
     * @throws IOException if a folder cannot be read or a process does not go
     */
    public static List<Ended> end(Path root) throws IOException {
        List<Ended> ended = new ArrayList<>();
        for (Path folder : folders(root)) {
            try (FileChannel channel = openLock(folder)) {
                if (channel.tryLock() == null) {
                    continue; // its agent lives
                }
                for (long pid : processesOf(folder)) {
                    ended.add(end(pid));
                }
                delete(folder);
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
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(root)) {
            return entries.filter(Files::isDirectory).sorted().toList();
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

    /** Removes a folder and all in it. */
    public static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(path -> {
                try {
                    Files.deleteIfExists(path);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
