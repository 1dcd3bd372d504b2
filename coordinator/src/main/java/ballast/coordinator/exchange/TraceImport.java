package ballast.coordinator.exchange;

import ballast.coordinator.results.RawFileException;
import ballast.coordinator.results.ResultStore;
import ballast.coordinator.results.StoredRun;
import ballast.coordinator.results.TraceLibrary;
import ballast.coordinator.trace.TraceKey;
import ballast.model.CampaignId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Takes only the footprint traces of a folder into a store's library: of a Ballast store, or of runs' folders copied from one, each with
 * its spec.json and status.json; else of published results. Bringing the same folder in again changes nothing.
 */
public final class TraceImport {
    private static final String STATUS = "status.json";
    private static final String SPEC = "spec.json";

    private TraceImport() {}

    /**
     * What came in.
     *
     * @param keys with the number of runs for each, in the order they were found
     * @param leftOut so many runs have no trace: they did not complete, or their memory was not sampled
     */
    public record Imported(Map<TraceKey, Integer> keys, int leftOut, List<String> notes) {}

    /**
     * @throws ExchangeException if there is nothing in the folder to import, or a file is not as it must be; what came in before
     *     that one stays
     */
    public static Imported run(ResultStore store, Path source) throws ExchangeException, IOException {
        if (!Files.isDirectory(source)) {
            throw new ExchangeException(
                    List.of(source + ": got no folder, want a Ballast store, runs of one, or results of hyperalloc-bench"));
        }
        List<Path> runs = ownRuns(source);
        return runs.isEmpty() ? published(store, source) : add(store.traces(), runs, List.of());
    }

    private static List<Path> ownRuns(Path source) throws IOException {
        try (Stream<Path> all = Files.walk(source)) {
            return all.filter(file -> file.endsWith(SPEC) && Files.exists(file.resolveSibling(STATUS)))
                    .map(Path::getParent)
                    .sorted()
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static Imported published(ResultStore store, Path source) throws ExchangeException, IOException {
        Path temporary = Files.createTempDirectory("ballast-traces");
        try {
            HyperallocImport.Imported imported = HyperallocImport.run(
                    new ResultStore(temporary), source, id(source), "traces", System.getProperty("user.name"), Instant.EPOCH);
            List<Path> runs =
                    imported.campaign().runs().stream().map(StoredRun::path).toList();
            return add(store.traces(), runs, imported.notes());
        } finally {
            delete(temporary);
        }
    }

    /** The same for the same folder; sorts before what was measured. */
    private static CampaignId id(Path source) {
        byte[] path = source.toAbsolutePath().normalize().toString().getBytes(StandardCharsets.UTF_8);
        int hash = Arrays.hashCode(path);
        return new CampaignId(String.format("19700101-000000-%04x", (hash ^ hash >>> 16) & 0xffff));
    }

    private static Imported add(TraceLibrary traces, List<Path> runs, List<String> notes)
            throws ExchangeException, IOException {
        Map<TraceKey, Integer> keys = new LinkedHashMap<>();
        int leftOut = 0;
        List<String> problems = new ArrayList<>();
        for (Path run : runs) {
            try {
                Optional<TraceKey> key = traces.add(run);
                key.ifPresent(found -> keys.merge(found, 1, Integer::sum));
                leftOut += key.isEmpty() ? 1 : 0;
            } catch (RawFileException | IllegalArgumentException e) {
                problems.add(e.getMessage());
            }
        }
        if (keys.isEmpty() && problems.isEmpty()) {
            problems.add("got " + runs.size() + " runs, none completed with samples of its VMs' memory; want one or more");
        }
        if (!problems.isEmpty()) {
            throw new ExchangeException(problems);
        }
        return new Imported(keys, leftOut, notes);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
