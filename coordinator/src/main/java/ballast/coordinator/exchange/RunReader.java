package ballast.coordinator.exchange;

import ballast.coordinator.exchange.FolderScan.PublishedRun;
import ballast.coordinator.exchange.Kind.Located;
import ballast.coordinator.results.RawFileException;
import ballast.coordinator.results.RawFiles;
import ballast.model.BenchmarkSpec;
import ballast.model.Cell;
import ballast.model.Names;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Takes a published run's folder apart into runs of ours, and finds what is wrong with them. */
final class RunReader {
    private final PublishedRun published;
    private final List<String> problems = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<Path> leftOut = new ArrayList<>();

    private final Map<String, Path> shared = new LinkedHashMap<>();
    private final Map<String, Path> others = new LinkedHashMap<>();
    private final TreeMap<Integer, Map<String, Path>> places = new TreeMap<>();

    private RunReader(PublishedRun published) {
        this.published = published;
    }

    /**
     * One of our runs.
     *
     * @param files their sources by our names
     * @param exported if it was one of ours before
     */
    record Part(String place, Cell cell, Map<String, Path> files, Optional<ExportedRun> exported) {}

    /** What a folder gave; parts are only of use if there is no problem. */
    record Result(List<Part> parts, List<String> problems, List<String> notes, List<Path> leftOut) {}

    static Result read(PublishedRun published) throws IOException {
        RunReader reader = new RunReader(published);
        List<Part> parts = reader.parts();
        return new Result(parts, reader.problems, reader.notes, reader.leftOut);
    }

    private List<Part> parts() throws IOException {
        published.files().forEach(this::sort);
        withoutMeasurements();
        if (places.isEmpty()) {
            problems.add(published.folder() + ": got no measurements, want "
                    + published.kind().required(1));
            return List.of();
        }
        List<Part> parts = new ArrayList<>();
        try {
            List<ExportedRun> exported = ExportedRun.of(published.meta());
            for (var place : places.entrySet()) {
                parts.add(part(place.getKey().toString(), place.getValue(), exported));
            }
            if (exported.isEmpty()) {
                noteMissing(parts);
            }
        } catch (IllegalArgumentException e) {
            problems.add(published.folder().resolve("meta.json") + ":1: args: " + e.getMessage());
        }
        others.forEach((path, file) -> {
            if (isStorable(path)) {
                shared.put(ImportRecord.OTHERS + path, file);
            } else {
                leftOut.add(file);
            }
        });
        // what belongs to no run in particular goes with the first
        parts.stream().findFirst().ifPresent(first -> first.files().putAll(shared));
        return parts;
    }

    private void sort(Path file) {
        String path = published.folder().relativize(file).toString();
        Optional<Located> located = published.kind().toOurs(path);
        if (located.isEmpty()) {
            others.put(path, file);
        } else if (located.get().place().isEmpty()) {
            shared.put(located.get().path(), file);
        } else {
            int place = Integer.parseInt(located.get().place().get());
            places.computeIfAbsent(place, key -> new LinkedHashMap<>())
                    .put(located.get().path(), file);
        }
    }

    /** A try that failed may have left a console alone. */
    private void withoutMeasurements() {
        places.values().removeIf(files -> {
            boolean none = files.keySet().stream().allMatch(path -> path.matches("(.*/)?((out|boot)\\.txt|cmd\\.sh)"));
            if (none) {
                files.values()
                        .forEach(file ->
                                others.put(published.folder().relativize(file).toString(), file));
            }
            return none;
        });
    }

    private Part part(String place, Map<String, Path> own, List<ExportedRun> exported) throws IOException {
        Map<String, Path> files = new LinkedHashMap<>(own);
        shared.forEach(files::putIfAbsent);
        Optional<ExportedRun> known =
                exported.stream().filter(run -> run.place().equals(place)).findFirst();
        Cell cell = known.map(run -> run.spec().cell())
                .orElseGet(() -> ArgsReader.cell(published.meta().path("args"), published.kind(), place));
        check(place, own, cell.spec());
        return new Part(place, cell, files, known);
    }

    private void check(String place, Map<String, Path> files, BenchmarkSpec spec) throws IOException {
        for (String path : published.kind().required(spec.vmCount())) {
            if (!files.containsKey(path)) {
                problems.add(published
                                .folder()
                                .resolve(published
                                        .kind()
                                        .toPublished(place, path)
                                        .orElse(path))
                        + ": got no such file, want it beside the run's others");
            }
        }
        int before = problems.size();
        for (var file : files.entrySet()) {
            problems.addAll(FileCheck.problems(file.getValue(), file.getKey(), published.kind()));
        }
        if (spec instanceof BenchmarkSpec.Ftq ftq && problems.size() == before && files.containsKey("counts.dat")) {
            try {
                RawFiles.ftq(files.get("counts.dat").getParent(), ftq.threads());
            } catch (RawFileException e) {
                problems.add(e.getMessage());
            }
        }
    }

    private void noteMissing(List<Part> parts) {
        var args = published.meta().path("args");
        boolean threads = published.kind() == Kind.STREAM || published.kind() == Kind.FTQ;
        int wanted =
                threads ? args.path("bench_threads").size() : args.path("iter").asInt(1);
        if (published.kind() != Kind.INFLATE && parts.size() != wanted) {
            notes.add(published.folder() + ": got " + parts.size() + " runs, its options ask for " + wanted);
        }
    }

    private static boolean isStorable(String path) {
        try {
            for (String part : path.split("/", -1)) {
                Names.requirePathSafe("file", part);
            }
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
