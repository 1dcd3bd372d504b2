package ballast.coordinator.exchange;

import ballast.model.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds published runs: folders with a {@code meta.json} that holds options, at any depth, and what else lies around. */
final class FolderScan {
    private static final Pattern DATA =
            Pattern.compile("(out|times|time)(_\\d+)?\\.(csv|json|txt)|Copy\\.csv|(counts|times)\\.dat");

    private final Path root;
    private final List<String> problems;
    private final TreeMap<Path, PublishedRun> runs = new TreeMap<>();
    private final List<Path> others = new ArrayList<>();

    /**
     * A run's folder.
     *
     * @param files below it
     */
    record PublishedRun(Path folder, Kind kind, JsonNode meta, List<Path> files) {
        /** Without the {@code latest-} that the artefact once put before them. */
        String name() {
            return folder.getFileName().toString().replaceFirst("^latest-", "");
        }
    }

    private FolderScan(Path root, List<String> problems) {
        this.root = root;
        this.problems = problems;
    }

    /** @param problems takes what is wrong */
    static FolderScan of(Path root, List<String> problems) throws IOException {
        FolderScan scan = new FolderScan(root, problems);
        scan.scan();
        return scan;
    }

    /** By path. */
    List<PublishedRun> runs() {
        return List.copyOf(runs.values());
    }

    /** Files that belong to no run. */
    List<Path> others() {
        return others;
    }

    private void scan() throws IOException {
        List<Path> files = files();
        Set<Path> unreadable = new HashSet<>();
        for (Path file : files) {
            if (file.getFileName().toString().equals("meta.json")) {
                run(file).ifPresentOrElse(run -> runs.put(run.folder(), run), () -> unreadable.add(file.getParent()));
            }
        }
        for (Path file : files) {
            Optional<PublishedRun> run = runOf(file);
            run.ifPresentOrElse(found -> found.files().add(file), () -> others.add(file));
            boolean reported = unreadable.stream().anyMatch(file::startsWith);
            if (run.isEmpty()
                    && !reported
                    && DATA.matcher(file.getFileName().toString()).matches()) {
                problems.add(file + ": no meta.json beside it or above it, want the run's options there");
            }
        }
        if (runs.isEmpty() && problems.isEmpty()) {
            problems.add(root + ": got no folder with a meta.json, want results of hyperalloc-bench");
        }
    }

    /** Links are followed, since {@code latest} may be one; what is reached twice counts once. */
    private List<Path> files() throws IOException {
        Set<Path> seen = new HashSet<>();
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(root, FileVisitOption.FOLLOW_LINKS)) {
            for (Path path : all.filter(Files::isRegularFile).sorted().toList()) {
                if (seen.add(path.toRealPath())) {
                    files.add(path);
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return files;
    }

    private Optional<PublishedRun> run(Path meta) throws IOException {
        try {
            JsonNode json = Json.mapper().readTree(meta.toFile());
            Optional<Kind> kind = ArgsReader.kind(json.path("args"));
            if (kind.isEmpty()) {
                problems.add(meta + ":1: args: got " + shown(json.path("args"))
                        + ", want the options of inflate, stream, ftq, compiling or multivm");
            }
            return kind.map(known -> new PublishedRun(meta.getParent(), known, json, new ArrayList<>()));
        } catch (JsonProcessingException e) {
            problems.add(JsonProblem.of(meta, e));
            return Optional.empty();
        }
    }

    private static String shown(JsonNode args) {
        List<String> names = new ArrayList<>();
        args.fieldNames().forEachRemaining(names::add);
        return args.isMissingNode() ? "nothing" : names.toString();
    }

    /** The nearest folder above the file that is a run's. */
    private Optional<PublishedRun> runOf(Path file) {
        for (Path folder = file.getParent(); folder != null && folder.startsWith(root); folder = folder.getParent()) {
            if (runs.containsKey(folder)) {
                return Optional.of(runs.get(folder));
            }
        }
        return Optional.empty();
    }
}
