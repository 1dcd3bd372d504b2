package ballast.coordinator.results;

import ballast.coordinator.trace.HostClass;
import ballast.coordinator.trace.Prediction;
import ballast.coordinator.trace.Trace;
import ballast.coordinator.trace.TraceKey;
import ballast.model.Cell;
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

    private static final Logger LOG = LoggerFactory.getLogger(TraceLibrary.class);
    private static final String KEY = "key.json";
    private static final String COMPLETE = "complete.json";

    private static final Comparator<TraceKey> ORDER = Comparator.comparing(TraceKey::benchmark)
            .thenComparing(TraceKey::workload)
            .thenComparing(TraceKey::mode)
            .thenComparing(TraceKey::memory)
            .thenComparing(TraceKey::cores)
            .thenComparing(TraceKey::vms)
            .thenComparing(TraceKey::id);

    private final StoreLayout layout;
    private final Map<Asked, Answer> predicted = new ConcurrentHashMap<>();

    private record Asked(String key, double quantile, long fullSize) {}

    /** @param files of which it was made */
    private record Answer(List<Path> files, Prediction prediction) {}

    /** A key and its traces' files, the latest first. */
    public record Entry(TraceKey key, List<Path> files) {
        public Entry {
            files = List.copyOf(files);
        }
    }

    TraceLibrary(StoreLayout layout) {
        this.layout = layout;
    }

    /** As {@link #prediction}, its envelope alone. */
    public Optional<Trace> predict(Cell cell, HostReport host, double quantile) throws IOException {
        return prediction(cell, HostClass.of(host), quantile).map(Prediction::envelope);
    }

    /**
     * What an attempt of a cell would occupy from its start to its end, by the latest {@value #LATEST} traces of its key. Only a
     * key's own traces count: those of other parameters or hosts may be higher, or later, at any second. Traces that were played back
     * predict for hosts that play back, and for no others.
     *
     * @param quantile above 0, at most 1; see {@link Prediction}
     * @return empty if there is no trace: then its full size is what is known
     */
    public Optional<Prediction> prediction(Cell cell, HostClass host, double quantile) throws IOException {
        String key = TraceKey.of(cell, host).id();
        return prediction(
                key,
                files(layout.traces().resolve(key)),
                quantile,
                cell.spec().demand().memory().bytes());
    }

    /** Of a key that the library has, without a full size to end the padding at. */
    public Prediction prediction(Entry entry, double quantile) throws IOException {
        return prediction(entry.key().id(), entry.files(), quantile, Long.MAX_VALUE)
                .orElseThrow(() -> new NoSuchFileException(layout.traces() + "/" + entry.key().id()));
    }

    private Optional<Prediction> prediction(String key, List<Path> all, double quantile, long fullSize)
            throws IOException {
        List<Path> files = all.subList(0, Math.min(LATEST, all.size()));
        if (files.isEmpty()) {
            return Optional.empty();
        }
        var asked = new Asked(key, quantile, fullSize);
        Answer known = predicted.get(asked);
        if (known == null || !known.files().equals(files)) {
            List<Trace> samples = new ArrayList<>();
            for (Path file : files) {
                samples.add(TraceFile.read(file).sum());
            }
            known = new Answer(files, Prediction.of(samples, quantile, fullSize));
            predicted.put(asked, known);
        }
        return Optional.of(known.prediction());
    }

    /** All keys that have a trace, in order of benchmark, mode, size and the rest. */
    public List<Entry> entries() throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (DirectoryStream<Path> folders =
                Files.newDirectoryStream(layout.traces(), folder -> Files.exists(folder.resolve(KEY)))) {
            for (Path folder : folders) {
                List<Path> files = files(folder);
                if (!files.isEmpty()) {
                    entries.add(new Entry(JsonFile.read(folder.resolve(KEY), TraceKey.class), files));
                }
            }
        } catch (NoSuchFileException e) {
            return List.of();
        }
        entries.sort(Comparator.comparing(Entry::key, ORDER));
        return entries;
    }

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
        files.sort(Comparator.comparing((Path file) -> file.getFileName().toString()).reversed());
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
            LOG.warn("no footprint trace of {}: {}; it will not be predicted from", run, e.getMessage());
        }
    }

    /**
     * Takes in the traces of a run's folder, in a store or anywhere else.
     *
     * @param run with spec.json, status.json and its raw files
     * @return the key; empty if it did not complete, or nothing was sampled
     */
    public Optional<TraceKey> add(Path run) throws IOException {
        Path status = run.resolve(StoreLayout.STATUS);
        if (!Files.exists(status) || !(JsonFile.read(status, StoredStatus.class) instanceof StoredStatus.Completed completed)) {
            return Optional.empty();
        }
        StoredSpec spec = RawFiles.spec(run);
        TraceKey key = TraceKey.of(spec.cell(), HostClass.of(spec.host()));
        Path folder = layout.traces().resolve(key.id());
        Path file = folder.resolve(TraceFile.name(spec.attempt()));
        if (Files.exists(file)) {
            return Optional.of(key);
        }
        List<Trace> vms = RecordedTrace.read(run);
        if (vms.isEmpty()) {
            return Optional.empty();
        }
        Durable.createFolders(folder);
        if (!Files.exists(folder.resolve(KEY))) {
            Durable.writeJson(folder.resolve(KEY), key);
        }
        var source = new StoredTrace.Source(spec.attempt(), spec.host().id(), completed.started());
        TraceFile.write(file, new StoredTrace(source, vms));
        return Optional.of(key);
    }
}
