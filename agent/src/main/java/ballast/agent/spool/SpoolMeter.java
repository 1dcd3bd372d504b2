package ballast.agent.spool;

import ballast.model.ByteSize;
import ballast.model.SpoolUse;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * How many bytes a spool holds. All of it is counted once; then only attempts that still write are looked at again. Files count
 * by their length; what is there besides attempts (damaged ones that were put aside) counts as it was at the start.
 */
final class SpoolMeter {
    private final ByteSize limit;
    private final Map<Path, Long> attempts = new HashMap<>();
    private final Set<Path> growing = new HashSet<>();
    private long others;
    private volatile SpoolUse use;

    /** @param limit more than 0 bytes */
    SpoolMeter(ByteSize limit) {
        this.limit = limit;
        this.use = new SpoolUse(ByteSize.ZERO, limit);
    }

    /** As it was when something last changed or was measured. Never blocks. */
    SpoolUse use() {
        return use;
    }

    /** From now on this folder grows, from nothing. */
    synchronized void opened(Path attempt) {
        attempts.put(attempt, 0L);
        growing.add(attempt);
        sum();
    }

    /** It grows no more. */
    synchronized void closed(Path attempt) throws IOException {
        growing.remove(attempt);
        attempts.put(attempt, bytesBelow(attempt));
        sum();
    }

    synchronized void removed(Path attempt) {
        growing.remove(attempt);
        attempts.remove(attempt);
        sum();
    }

    /** Looks at the folders that grow. Blocks on the disk. */
    synchronized SpoolUse measure() throws IOException {
        for (Path attempt : growing) {
            attempts.put(attempt, bytesBelow(attempt));
        }
        sum();
        return use;
    }

    /** Everything below a spool's root that no attempt of these holds. */
    synchronized void startFrom(Path root, Iterable<Path> sealed) throws IOException {
        attempts.clear();
        growing.clear();
        long inAttempts = 0;
        for (Path attempt : sealed) {
            long bytes = bytesBelow(attempt);
            attempts.put(attempt, bytes);
            inAttempts += bytes;
        }
        others = Math.max(0, bytesBelow(root) - inAttempts);
        sum();
    }

    private void sum() {
        long bytes =
                others + attempts.values().stream().mapToLong(Long::longValue).sum();
        use = new SpoolUse(new ByteSize(bytes), limit);
    }

    /** What vanishes meanwhile is no error. */
    private static long bytesBelow(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return 0;
        }
        long[] bytes = {0};
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                bytes[0] += attributes.size();
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException error) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException error) {
                return FileVisitResult.CONTINUE;
            }
        });
        return bytes[0];
    }
}
