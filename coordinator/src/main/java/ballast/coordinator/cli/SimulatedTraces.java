package ballast.coordinator.cli;

import ballast.agent.replay.Replay;
import ballast.agent.replay.Traces;
import ballast.coordinator.results.StoredTrace;
import ballast.coordinator.results.TraceLibrary;
import ballast.coordinator.trace.HostClass;
import ballast.coordinator.trace.Prediction;
import ballast.coordinator.trace.Trace;
import ballast.coordinator.trace.TraceKey;
import ballast.model.Accelerator;
import ballast.model.Cell;
import ballast.model.Driver;
import ballast.model.FaultException;
import ballast.model.HostReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** What a simulation plays: a folder of traces, or the latest trace of each cell that the store's library has. */
final class SimulatedTraces {
    private static final HostClass REPLAY = new HostClass(Driver.REPLAY, Accelerator.NONE, "unknown");
    private static final List<String> PUBLISHED = List.of("base-manual", "base-auto", "virtio-mem-auto", "llfree-auto");

    private final Traces traces;
    private final Optional<TraceLibrary> library;
    private final Map<String, Optional<Trace>> predicted = new ConcurrentHashMap<>();

    private SimulatedTraces(Traces traces, Optional<TraceLibrary> library) {
        this.traces = traces;
        this.library = library;
    }

    Traces traces() {
        return traces;
    }

    /**
     * A folder as agents that play back take it, or the reference's results of its multivm benchmark ({@code clang-MODE/vm_K}) and of
     * {@code compiling}.
     *
     * @param staging an empty folder to work in
     */
    static SimulatedTraces ofFolder(Path folder, Path staging) throws CommandException, IOException {
        if (!Files.isDirectory(folder)) {
            throw CommandException.badInput("--traces " + folder + ": no such folder");
        }
        Map<String, Path> published = published(folder);
        if (published.isEmpty()) {
            return load(folder, Optional.empty());
        }
        for (Map.Entry<String, Path> mode : published.entrySet()) {
            Files.createSymbolicLink(
                    staging.resolve(mode.getKey()), mode.getValue().toRealPath());
        }
        return load(staging, Optional.empty());
    }

    private static Map<String, Path> published(Path folder) throws IOException {
        Map<String, Path> found = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder, 3)) {
            all.sorted(Comparator.naturalOrder())
                    .forEach(path -> benchmark(path)
                            .ifPresent(benchmark -> PUBLISHED.stream()
                                    .filter(mode ->
                                            path.getFileName().toString().equals("clang-" + mode))
                                    .forEach(mode -> found.putIfAbsent(benchmark + "-" + mode, path))));
        }
        return found;
    }

    /** Of an artefact's run: several VMs have a folder each, and its inflate has no footprint. */
    private static Optional<String> benchmark(Path run) {
        if (Files.isRegularFile(run.resolve("vm_0").resolve("out_0.csv"))) {
            return Optional.of("multivm");
        }
        return Files.isRegularFile(run.resolve("out_0.csv")) && run.toString().contains("compiling")
                ? Optional.of("compiling")
                : Optional.empty();
    }

    /**
     * The latest trace of each cell, of whatever host.
     *
     * @param staging an empty folder to work in
     * @throws CommandException with all cells that have none
     */
    static SimulatedTraces ofLibrary(TraceLibrary library, List<Cell> cells, Path staging)
            throws CommandException, IOException {
        List<TraceLibrary.Entry> entries = library.entries();
        List<String> missing = new ArrayList<>();
        for (Cell cell : cells) {
            String shape = TraceKey.of(cell, REPLAY).shape();
            Optional<Path> latest = entries.stream()
                    .filter(entry -> entry.key().shape().equals(shape))
                    .sorted(Comparator.comparing(entry -> entry.key().host().isReplay()))
                    .findFirst()
                    .map(entry -> entry.files().get(0));
            if (latest.isEmpty()) {
                missing.add(cell.benchmark() + " " + cell.mode() + " (cell " + cell.id() + ")");
            } else {
                write(library.read(latest.get()), "cell-" + cell.id(), staging);
            }
        }
        if (!missing.isEmpty()) {
            throw CommandException.badInput(
                    "simulate: the store has no footprint trace of " + String.join(", ", missing)
                            + "; run the matrix once, bring traces in with: ballast traces import DIR, or name a folder with"
                            + " --traces DIR");
        }
        return load(staging, Optional.of(library));
    }

    private static void write(StoredTrace trace, String name, Path staging) throws IOException {
        for (int vm = 0; vm < trace.vms().size(); vm++) {
            StringBuilder csv = new StringBuilder("time,rss\n");
            long[] bytes = trace.vms().get(vm).toArray();
            for (int second = 0; second < bytes.length; second++) {
                csv.append(second).append(',').append(bytes[second]).append('\n');
            }
            // it occupies what it did until that second is over
            csv.append(bytes.length).append(',').append(bytes[bytes.length - 1]).append('\n');
            Files.writeString(staging.resolve(name + "-vm" + vm + ".csv"), csv);
        }
    }

    private static SimulatedTraces load(Path folder, Optional<TraceLibrary> library) throws CommandException {
        try {
            return new SimulatedTraces(Traces.load(folder), library);
        } catch (FaultException e) {
            throw CommandException.badInput(e.getMessage());
        }
    }

    /** What a run of the cell plays, its VMs together. */
    Trace played(Cell cell) throws FaultException {
        return Trace.of(Replay.of(cell, traces, 1).bySecond());
    }

    /** By the library's traces of its key, or else by the one trace that is played. */
    Optional<Trace> predict(Cell cell, HostReport host, double quantile) throws IOException {
        if (library.isPresent()) {
            return library.get().predict(cell, host, quantile);
        }
        return predicted.computeIfAbsent(cell.id() + " " + quantile, asked -> predict(cell, quantile));
    }

    private Optional<Trace> predict(Cell cell, double quantile) {
        try {
            long size = cell.demand().memory().bytes();
            return Optional.of(
                    Prediction.of(List.of(played(cell)), quantile, size).envelope());
        } catch (FaultException e) {
            return Optional.empty(); // it will fail when it is played, and say why
        }
    }
}
