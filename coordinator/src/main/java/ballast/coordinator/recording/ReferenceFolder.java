package ballast.coordinator.recording;

import ballast.coordinator.results.RawFiles;
import ballast.coordinator.stats.PublishedSample;
import ballast.model.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The published artefact's layout, from any level on: a VM's folder holds {@code out_I.csv} and {@code times_I.json}. */
final class ReferenceFolder {
    private static final Pattern SAMPLES = Pattern.compile("out_(\\d{1,6})\\.csv");
    private static final Pattern VM = Pattern.compile("vm_(\\d{1,6})");

    private final Path root;
    private final List<String> problems;
    private final Map<Path, Recording.Run> runs = new HashMap<>();

    private ReferenceFolder(Path root, List<String> problems) {
        this.root = root;
        this.problems = problems;
    }

    /**
     * By run, then by VM and iteration.
     *
     * @param problems takes what is wrong
     */
    static List<Recording> read(Path root, List<String> problems) throws IOException {
        return new ReferenceFolder(root.toRealPath(), problems).recordings();
    }

    private List<Recording> recordings() throws IOException {
        List<Recording> recordings = new ArrayList<>();
        for (Path file : sampleFiles()) {
            Path folder = file.getParent();
            Matcher vm = VM.matcher(folder.getFileName().toString());
            Path run = vm.matches() ? folder.getParent() : folder;
            try {
                recordings.add(of(run(run), folder, vm.matches() ? Integer.parseInt(vm.group(1)) : 0, iteration(file)));
            } catch (IOException e) {
                problems.add(e.getMessage());
            }
        }
        recordings.sort(
                Comparator.comparing((Recording recording) -> recording.run().name())
                        .thenComparing(Recording::vm)
                        .thenComparing(Recording::iteration));
        return recordings;
    }

    static Recording of(Recording.Run run, Path folder, int vm, int iteration) throws IOException {
        return new Recording(
                run,
                vm,
                iteration,
                run.name() + "/vm_" + vm + (iteration == 0 ? "" : "/out_" + iteration),
                PublishedTimes.read(folder.resolve("times_" + iteration + ".json")),
                () -> new Samples(RawFiles.published(folder, iteration).stream()
                        .map(PublishedSample::footprint)
                        .toList()));
    }

    private static int iteration(Path file) {
        Matcher samples = SAMPLES.matcher(file.getFileName().toString());
        return samples.matches() ? Integer.parseInt(samples.group(1)) : 0;
    }

    /** Links are followed, since {@code latest} may be one; what is reached twice counts once. */
    private List<Path> sampleFiles() throws IOException {
        Set<Path> seen = new HashSet<>();
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(root, FileVisitOption.FOLLOW_LINKS)) {
            List<Path> samples = all.filter(path ->
                            SAMPLES.matcher(path.getFileName().toString()).matches())
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
            for (Path path : samples) {
                if (seen.add(path.toRealPath())) {
                    files.add(path);
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return files;
    }

    private Recording.Run run(Path folder) throws IOException {
        Recording.Run known = runs.get(folder);
        if (known == null) {
            known = described(folder);
            runs.put(folder, known);
        }
        return known;
    }

    private Recording.Run described(Path folder) throws IOException {
        Path meta = folder.resolve("meta.json");
        String name = folder.startsWith(root) && !folder.equals(root)
                ? root.relativize(folder).toString()
                : folder.getFileName().toString();
        JsonNode args;
        try {
            args = Files.exists(meta)
                    ? Json.mapper().readTree(meta.toFile()).path("args")
                    : Json.mapper().createObjectNode();
        } catch (JsonProcessingException e) {
            throw new IOException(meta + ": not JSON: " + e.getOriginalMessage(), e);
        }
        String mode = args.path("mode").asText("unknown");
        JsonNode vfio = args.path("vfio");
        boolean passedThrough = !vfio.isMissingNode() && !vfio.isNull() && !mode.endsWith("-vfio");
        JsonNode mem = args.path("mem");
        return new Recording.Run(
                name,
                mode + (passedThrough ? "-vfio" : ""),
                mem.isNumber() ? OptionalLong.of((long) (mem.asDouble() * (1L << 30))) : OptionalLong.empty(),
                args.path("cores").isInt() ? OptionalInt.of(args.path("cores").asInt()) : OptionalInt.empty(),
                // In the other benchmarks it is a pause.
                args.has("vms") && args.path("delay").isNumber()
                        ? OptionalDouble.of(args.path("delay").asDouble())
                        : OptionalDouble.empty(),
                false);
    }
}
