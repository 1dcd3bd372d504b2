package ballast.coordinator.results;

import ballast.coordinator.trace.HostClass;
import ballast.coordinator.trace.Prediction;
import ballast.coordinator.trace.Trace;
import ballast.coordinator.trace.TraceKey;
import ballast.model.AttemptId;
import ballast.model.Cell;
import ballast.model.CellId;
import ballast.model.HostReport;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Footprint traces of a store's completed runs by {@link TraceKey}: {@code .ballast/traces/KEY/} has a {@code key.json} and a small file for each attempt,
 * made when it is committed. They can be made again of the runs' samples at any time, and stay when a campaign is deleted. Several threads and processes may use one.
 */
public final class TraceLibrary {
    /** Predictions are made of so many of a key's latest traces. */
    public static final int LATEST = 32;

    private static final String KEY = "key.json";
    private static final String COMPLETE = "complete.json";

    private static final Comparator<TraceKey> ORDER = Comparator.comparing(TraceKey::benchmark)
            .thenComparing(TraceKey::workload)
            .thenComparing(TraceKey::mode)
            .thenComparing(TraceKey::memory)
            .thenComparing(TraceKey::cores)
            .thenComparing(TraceKey::vms)
            .thenComparing(TraceKey::id);

    private static final Comparator<Path> LATEST_FIRST =
            Comparator.comparing((Path file) -> file.getFileName().toString()).reversed();

    private final StoreLayout layout;
    private final StoreReader reader;
    private final Map<Wanted, TraceKey> keys = new ConcurrentHashMap<>();
    private final Map<Asked, Answer> predicted = new ConcurrentHashMap<>();

    private record Wanted(CellId cell, HostClass host) {}

    private record Asked(String key, double quantile) {}

    /** @param files of which it was made */
    private record Answer(List<Path> files, Prediction prediction) {}

    /** A key and its traces' files, the latest first. */
    public record Entry(TraceKey key, List<Path> files) {
        public Entry {
            files = List.copyOf(files);
        }
    }

    TraceLibrary(StoreLayout layout, StoreReader reader) {
        this.layout = layout;
        this.reader = reader;
    }

    /** As {@link #prediction(Cell, HostClass, double)}, its envelope alone. */
    public Optional<Trace> predict(Cell cell, HostReport host, double quantile) throws IOException {
        return prediction(cell, HostClass.of(host), quantile).map(Prediction::envelope);
    }

    /**
     * What an attempt of a cell would occupy from its start to its end, by the latest {@value #LATEST} traces of its key. Only a
     * key's own traces count: those of other parameters or hosts may be higher, or later, at any second. Traces that were played
     * back predict for hosts that play back, and for no others; such a host goes by what any host measured while it has none.
     *
     * @param quantile above 0, at most 1; see {@link Prediction}
     * @return empty if there is no trace: then its full size is what is known
     */
    public Optional<Prediction> prediction(Cell cell, HostClass host, double quantile) throws IOException {
        TraceKey key = keys.computeIfAbsent(new Wanted(cell.id(), host), wanted -> TraceKey.of(cell, host));
        List<Path> files = files(folder(key));
        if (files.isEmpty() && host.isReplay()) {
            files = filesOfShape(key);
        }
        return files.isEmpty() ? Optional.empty() : Optional.of(prediction(new Entry(key, files), quantile));
    }

    /** Of a key that the library has. */
    public Prediction prediction(Entry entry, double quantile) throws IOException {
        List<Path> files =
                entry.files().subList(0, Math.min(LATEST, entry.files().size()));
        var asked = new Asked(entry.key().id(), quantile);
        Answer known = predicted.get(asked);
        if (known == null || !known.files().equals(files)) {
            List<Trace> samples = new ArrayList<>();
            for (Path file : files) {
                samples.add(TraceFile.read(file).sum());
            }
            long fullSize = entry.key().fullSize().bytes();
            known = new Answer(files, Prediction.of(samples, quantile, fullSize));
            predicted.put(asked, known);
        }
        return known.prediction();
    }

    private Path folder(TraceKey key) {
        return layout.traces().resolve(key.id());
    }

    private List<Path> filesOfShape(TraceKey key) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path folder : folders(key.shape() + "-*")) {
            files.addAll(files(folder));
        }
        files.sort(LATEST_FIRST);
        return files;
    }

    private List<Path> folders(String glob) throws IOException {
        List<Path> folders = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(layout.traces(), glob)) {
            found.forEach(folders::add);
        } catch (NoSuchFileException e) {
            return List.of();
        }
        folders.removeIf(folder -> !Files.exists(folder.resolve(KEY)));
        return folders;
    }

    /** All keys that have a trace, in order of benchmark, workload, mode, size and the rest. */
    public List<Entry> entries() throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (Path folder : folders("*")) {
            List<Path> files = files(folder);
            if (!files.isEmpty()) {
                entries.add(new Entry(JsonFile.read(folder.resolve(KEY), TraceKey.class), files));
            }
        }
        entries.sort(Comparator.comparing(Entry::key, ORDER));
        return entries;
    }

    /** @param file of an {@link Entry} */
    public StoredTrace read(Path file) throws IOException {
        return TraceFile.read(file);
    }

    private static List<Path> files(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*" + TraceFile.SUFFIX)) {
            found.forEach(files::add);
        } catch (NoSuchFileException e) {
            return List.of();
        }
        files.sort(LATEST_FIRST);
        return files;
    }

    /**
     * Takes in a run's traces, if it completed; once is enough. Samples that cannot be read are told, and spoil nothing else.
     *
     * @param run its folder in the store, with spec.json and status.json
     */
    void committed(Path run) {
        try {
            add(run);
        } catch (IOException | IllegalArgumentException e) {
            log().warn("no footprint trace of {}: {}; it will not be predicted from", run, e.getMessage());
            outdated();
        }
    }

    /** The next who looks takes in what is missing. */
    private void outdated() {
        try {
            Files.deleteIfExists(layout.traces().resolve(COMPLETE));
        } catch (IOException e) {
            log().warn(
                            "{} cannot be removed: {}; run: ballast traces list --rebuild",
                            layout.traces().resolve(COMPLETE),
                            e.getMessage());
        }
    }

    /**
     * Takes in the traces of all completed runs, if that was never done: of a store that is older than its library, or whose disk failed. Blocks for as
     * long as reading all their samples takes.
     *
     * @return what could not be read, a line each
     */
    public List<String> bringUpToDate() throws IOException {
        return Files.exists(layout.traces().resolve(COMPLETE)) ? List.of() : rebuild();
    }

    /** Takes in what is missing, in any case. */
    public List<String> rebuild() throws IOException {
        List<String> problems = new ArrayList<>();
        for (Path campaign : reader.campaigns()) {
            for (StoredRun run : reader.read(campaign).runs()) {
                try {
                    add(run.path());
                } catch (RawFileException | IllegalArgumentException e) {
                    problems.add(e.getMessage());
                }
            }
        }
        Durable.createFolders(layout.traces());
        Durable.writeJson(layout.traces().resolve(COMPLETE), Map.of("format", 1));
        return problems;
    }

    /**
     * Takes in the traces of a run's folder, in a store or anywhere else.
     *
     * @param run with spec.json, status.json and its raw files
     * @return the key; empty if it did not complete, was shrunk or paused by its host's memory guard, or nothing was sampled
     */
    public Optional<TraceKey> add(Path run) throws IOException {
        Path status = run.resolve(StoreLayout.STATUS);
        if (!Files.exists(status)
                || !(JsonFile.read(status, StoredStatus.class) instanceof StoredStatus.Completed completed)) {
            return Optional.empty();
        }
        StoredSpec spec = RawFiles.spec(run);
        TraceKey key = TraceKey.of(spec.cell(), HostClass.of(spec.host()));
        if (Files.exists(file(key, spec.attempt()))) {
            return Optional.of(key);
        }
        List<Trace> vms = RawFiles.isDisturbed(run) ? List.of() : RecordedTrace.read(run);
        if (vms.isEmpty()) {
            return Optional.empty();
        }
        var source = new StoredTrace.Source(spec.attempt(), spec.host().id(), completed.started());
        add(key, new StoredTrace(source, vms));
        return Optional.of(key);
    }

    /** An attempt has one trace of a key: that of another time replaces it. */
    public void add(TraceKey key, StoredTrace trace) throws IOException {
        Path folder = folder(key);
        Durable.createFolders(folder);
        describe(folder, key);
        TraceFile.write(file(key, trace.source().attempt()), trace);
    }

    /** One at a time, of whatever library of this process: the first attempts of a key may end at once. */
    private static synchronized void describe(Path folder, TraceKey key) throws IOException {
        if (!Files.exists(folder.resolve(KEY))) {
            Durable.writeJson(folder.resolve(KEY), key);
        }
    }

    private Path file(TraceKey key, AttemptId attempt) {
        return folder(key).resolve(TraceFile.name(attempt));
    }

    /** Not before it is needed: whoever opens a store has yet to say where its log is. */
    private static Logger log() {
        return LoggerFactory.getLogger(TraceLibrary.class);
    }
}
