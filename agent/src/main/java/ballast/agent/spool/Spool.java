package ballast.agent.spool;

import ballast.agent.system.Leftovers;
import ballast.model.AttemptId;
import ballast.model.ByteSize;
import ballast.model.Json;
import ballast.model.Outcome;
import ballast.model.ResultFile;
import ballast.model.SpoolUse;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Results on this host's disk until they are acknowledged: {@code campaign/cell/rep-n/attempt-k/files/…} and, once the attempt
 * has ended, {@code result.json} beside them. All calls block. Folders are made and removed by one call at a time: else one
 * would remove a parent as empty that another is about to use.
 */
public final class Spool {
    /** An attempt that ended and is not acknowledged. */
    public record Held(AttemptId attempt, Outcome outcome, List<ResultFile> files) {
        public Held {
            Objects.requireNonNull(attempt, "attempt");
            Objects.requireNonNull(outcome, "outcome");
            files = List.copyOf(files);
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(Spool.class);
    private static final String RESULT = "result.json";
    private static final String DAMAGED = ".damaged";

    /** What a spool may hold unless something else is set. */
    public static final ByteSize DEFAULT_LIMIT = ByteSize.gib(20);

    private final Path root;
    private final SpoolMeter meter;

    public Spool(Path root) {
        this(root, DEFAULT_LIMIT);
    }

    /** @param limit how much it may hold, more than 0 bytes; it tells how much it holds, whoever fills it has to heed that */
    public Spool(Path root, ByteSize limit) {
        this.root = root;
        this.meter = new SpoolMeter(limit);
    }

    /** How full it is, as last {@link #measure}d; what is sealed or forgotten counts at once. Never blocks. */
    public SpoolUse use() {
        return meter.use();
    }

    /** How full it is: looks at the attempts that are not sealed. */
    public SpoolUse measure() throws IOException {
        return meter.measure();
    }

    /** An empty folder for an attempt's files. */
    public synchronized Path create(AttemptId attempt) throws IOException {
        Path folder = folder(attempt);
        if (Files.exists(folder)) {
            Leftovers.delete(folder);
        }
        Path files = Files.createDirectories(folder.resolve("files"));
        meter.opened(folder);
        return files;
    }

    public Path file(AttemptId attempt, ResultFile file) {
        return folder(attempt).resolve("files").resolve(file.path());
    }

    /** Seals an attempt: from now on it is held, also across a restart. */
    public Held seal(AttemptId attempt, Outcome outcome) throws IOException {
        Path folder = folder(attempt);
        Files.createDirectories(folder.resolve("files"));
        Held held = new Held(attempt, outcome, Digests.of(folder.resolve("files")));
        Path partial = folder.resolve(RESULT + ".part");
        Files.write(partial, Json.mapper().writeValueAsBytes(held));
        try (FileChannel channel = FileChannel.open(partial, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(partial, folder.resolve(RESULT), StandardCopyOption.ATOMIC_MOVE);
        meter.closed(folder);
        return held;
    }

    /** An attempt as it would be sealed, where nothing can be written any more; not held across a restart. */
    public Held unsealed(AttemptId attempt, Outcome outcome) throws IOException {
        return new Held(attempt, outcome, Digests.of(folder(attempt).resolve("files")));
    }

    /**
     * Everything sealed and not forgotten; what an agent left unsealed when it died is removed. An attempt whose description
     * is damaged is put aside, for people to look at: it must not keep the others from their way. From here on it is known how
     * full the spool is: an agent calls this before it starts anything.
     */
    public List<Held> recover() throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        List<Held> held = readAll();
        meter.startFrom(root, held.stream().map(one -> folder(one.attempt)).toList());
        return held;
    }

    private List<Held> readAll() throws IOException {
        List<Path> attempts;
        try (Stream<Path> paths = Files.walk(root, 4)) {
            attempts = paths.filter(this::isAttempt).sorted().toList();
        }
        List<Held> held = new ArrayList<>();
        for (Path attempt : attempts) {
            if (Files.exists(attempt.resolve(RESULT))) {
                read(attempt).ifPresent(held::add);
            } else {
                Leftovers.delete(attempt);
            }
        }
        return held;
    }

    private boolean isAttempt(Path path) {
        return root.relativize(path).getNameCount() == 4
                && Files.isDirectory(path)
                && !path.getFileName().toString().contains(DAMAGED);
    }

    private Optional<Held> read(Path attempt) {
        try {
            Held held = Json.mapper().readValue(attempt.resolve(RESULT).toFile(), Held.class);
            if (!folder(held.attempt).equals(attempt)) {
                throw new IOException("it is that of " + held.attempt);
            }
            return Optional.of(held);
        } catch (IOException e) {
            putAside(attempt, e);
            return Optional.empty();
        }
    }

    private static void putAside(Path attempt, IOException why) {
        try {
            Path aside = attempt.resolveSibling(attempt.getFileName() + DAMAGED);
            for (int next = 2; Files.exists(aside); next++) {
                aside = attempt.resolveSibling(attempt.getFileName() + DAMAGED + "-" + next);
            }
            Files.move(attempt, aside);
            LOG.warn("{}/{} is damaged; its folder is {} now: {}", attempt, RESULT, aside, why.toString());
        } catch (IOException e) {
            LOG.warn(
                    "{}/{} is damaged, and its folder cannot be moved, {}: {}",
                    attempt,
                    RESULT,
                    e.toString(),
                    why.toString());
        }
    }

    /** Removes an attempt and the folders that are empty without it. */
    public synchronized void forget(AttemptId attempt) throws IOException {
        Path folder = folder(attempt);
        if (Files.exists(folder)) {
            Leftovers.delete(folder);
        }
        meter.removed(folder);
        for (Path parent = folder.getParent(); !parent.equals(root); parent = parent.getParent()) {
            try {
                Files.deleteIfExists(parent);
            } catch (DirectoryNotEmptyException e) {
                return;
            }
        }
    }

    private Path folder(AttemptId attempt) {
        var run = attempt.run();
        return root.resolve(run.campaign().value())
                .resolve(run.cell().value())
                .resolve("rep-" + run.repetition())
                .resolve("attempt-" + attempt.number());
    }
}
