package ballast.agent.spool;

import ballast.agent.system.Leftovers;
import ballast.model.AttemptId;
import ballast.model.Json;
import ballast.model.Outcome;
import ballast.model.ResultFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Results on this host's disk until they are acknowledged: {@code campaign/cell/rep-n/attempt-k/files/…} and, once the attempt
 * has ended, {@code result.json} beside them. All calls block.
 */
public final class Spool {
    /** An attempt that ended and is not acknowledged. */
    public record Held(AttemptId attempt, Outcome outcome, List<ResultFile> files) {
        public Held {
            files = List.copyOf(files);
        }
    }

    private static final String RESULT = "result.json";

    private final Path root;

    public Spool(Path root) {
        this.root = root;
    }

    /** An empty folder for an attempt's files. */
    public Path create(AttemptId attempt) throws IOException {
        Path folder = folder(attempt);
        if (Files.exists(folder)) {
            Leftovers.delete(folder);
        }
        return Files.createDirectories(folder.resolve("files"));
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
        return held;
    }

    /** Everything sealed and not forgotten; what an agent left unsealed when it died is removed. */
    public List<Held> recover() throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        List<Path> attempts;
        try (Stream<Path> paths = Files.walk(root, 4)) {
            attempts = paths.filter(path -> root.relativize(path).getNameCount() == 4 && Files.isDirectory(path))
                    .sorted()
                    .toList();
        }
        List<Held> held = new ArrayList<>();
        for (Path attempt : attempts) {
            if (Files.exists(attempt.resolve(RESULT))) {
                held.add(Json.mapper().readValue(attempt.resolve(RESULT).toFile(), Held.class));
            } else {
                Leftovers.delete(attempt);
            }
        }
        return held;
    }

    /** Removes an attempt and the folders that are empty without it. */
    public void forget(AttemptId attempt) throws IOException {
        Path folder = folder(attempt);
        if (Files.exists(folder)) {
            Leftovers.delete(folder);
        }
        for (Path parent = folder.getParent(); !parent.equals(root); parent = parent.getParent()) {
            if (!Files.exists(parent)) {
                continue;
            }
            try (Stream<Path> entries = Files.list(parent)) {
                if (entries.findAny().isPresent()) {
                    return;
                }
            }
            Files.delete(parent);
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
