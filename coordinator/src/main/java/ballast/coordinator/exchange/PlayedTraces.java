package ballast.coordinator.exchange;

import ballast.coordinator.results.RawFileException;
import ballast.coordinator.results.RecordedTrace;
import ballast.coordinator.results.ResultStore;
import ballast.coordinator.results.StoredTrace;
import ballast.coordinator.trace.HostClass;
import ballast.coordinator.trace.Trace;
import ballast.coordinator.trace.TraceKey;
import ballast.model.Accelerator;
import ballast.model.AttemptId;
import ballast.model.CampaignId;
import ballast.model.Cell;
import ballast.model.Driver;
import ballast.model.HostId;
import ballast.model.RunId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes a folder of traces that hosts with {@code driver: replay} play ({@code multivm-base-auto-vm1.csv}, or folders of runs with such names) into a
 * store's library. Their names tell benchmark and mode alone, so that they count for cells of a matrix, as on such a host: VM K of a cell has the first of
 * BENCHMARK-MODE-vmK, BENCHMARK-MODE, BENCHMARK-vmK, BENCHMARK, default-vmK, default. They predict for hosts that play back, and for no others.
 */
final class PlayedTraces {
    private static final HostClass PLAYER = new HostClass(Driver.REPLAY, Accelerator.NONE, "unknown");

    private final Path folder;
    private final Map<Path, Optional<Trace>> read = new LinkedHashMap<>();

    private PlayedTraces(Path folder) {
        this.folder = folder;
    }

    /** @param campaign for the names of what comes in */
    static TraceImport.Imported run(ResultStore store, Path folder, CampaignId campaign, List<Cell> cells)
            throws ExchangeException, IOException {
        var played = new PlayedTraces(folder);
        Map<TraceKey, Integer> keys = new LinkedHashMap<>();
        List<Cell> without = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (Cell cell : cells) {
            try {
                List<Trace> vms = played.of(cell);
                if (vms.isEmpty()) {
                    without.add(cell);
                    continue;
                }
                TraceKey key = TraceKey.of(cell, PLAYER);
                var attempt = new AttemptId(new RunId(campaign, cell.id(), 1), 1);
                var source = new StoredTrace.Source(
                        attempt,
                        new HostId("replay"),
                        Files.getLastModifiedTime(folder).toInstant());
                store.traces().add(key, new StoredTrace(source, vms));
                keys.merge(key, 1, Integer::sum);
            } catch (RawFileException e) {
                problems.add(e.getMessage());
            }
        }
        if (keys.isEmpty() && problems.isEmpty()) {
            problems.add(folder + ": got no trace for any of " + cells.size()
                    + " cells, want such as multivm-base-auto.csv, multivm.csv or default.csv");
        }
        if (!problems.isEmpty()) {
            throw new ExchangeException(problems.stream().distinct().toList());
        }
        return new TraceImport.Imported(keys, without.size(), List.of());
    }

    private List<Trace> of(Cell cell) throws IOException {
        List<Trace> vms = new ArrayList<>();
        for (int vm = 0; vm < cell.spec().vmCount(); vm++) {
            Optional<Trace> trace = of(cell, vm);
            if (trace.isEmpty()) {
                return List.of();
            }
            vms.add(trace.get());
        }
        return vms;
    }

    private Optional<Trace> of(Cell cell, int vm) throws IOException {
        for (String stem : List.of(cell.benchmark() + "-" + cell.mode(), cell.benchmark(), "default")) {
            for (Path place : List.of(
                    folder.resolve(stem + "-vm" + vm),
                    folder.resolve(stem).resolve("vm_" + vm),
                    folder.resolve(stem + "-vm" + vm + ".csv"),
                    folder.resolve(stem),
                    folder.resolve(stem + ".csv"))) {
                Optional<Trace> trace = at(place);
                if (trace.isPresent()) {
                    return trace;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Trace> at(Path place) throws IOException {
        Optional<Trace> known = read.get(place);
        if (known == null) {
            known = Files.isDirectory(place)
                    ? RecordedTrace.ofVm(place)
                    : Files.exists(place) ? RecordedTrace.ofFile(place) : Optional.empty();
            read.put(place, known);
        }
        return known;
    }
}
