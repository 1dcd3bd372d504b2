package ballast.coordinator.results;

import ballast.coordinator.stats.Sample;
import ballast.coordinator.trace.SecondGrid;
import ballast.coordinator.trace.Trace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The footprint traces among a run's raw files: of {@code samples.csv}, or, where another program measured, of {@code out_0.csv}. */
public final class RecordedTrace {
    private static final List<String> FILES = List.of("samples.csv", "out_0.csv");

    private RecordedTrace() {}

    /**
     * @param run its folder, with {@code vm_0}, {@code vm_1} … if it has several VMs
     * @return by VM; none if a VM has no samples
     */
    public static List<Trace> read(Path run) throws IOException {
        List<Trace> traces = new ArrayList<>();
        for (Path folder : folders(run)) {
            Optional<Trace> trace = ofVm(folder);
            if (trace.isEmpty()) {
                return List.of();
            }
            traces.add(trace.get());
        }
        return traces;
    }

    /** Of each VM, by its number; of a single one, the run's own. */
    static List<Path> folders(Path run) {
        List<Path> folders = new ArrayList<>();
        for (int vm = 0; Files.isDirectory(run.resolve("vm_" + vm)); vm++) {
            folders.add(run.resolve("vm_" + vm));
        }
        return folders.isEmpty() ? List.of(run) : folders;
    }

    /**
     * @param folder a VM's files
     * @return empty if nothing was sampled
     */
    public static Optional<Trace> ofVm(Path folder) throws IOException {
        for (String name : FILES) {
            if (Files.exists(folder.resolve(name))) {
                return ofFile(folder.resolve(name));
            }
        }
        return Optional.empty();
    }

    /** @param csv with columns time, in s, and rss, in bytes */
    public static Optional<Trace> ofFile(Path csv) throws IOException {
        List<Sample> samples = CsvTable.read(csv, row -> new Sample(row.number("time"), row.number("rss")));
        return SecondGrid.of(
                samples.stream().mapToDouble(Sample::time).toArray(),
                samples.stream().mapToDouble(Sample::rss).toArray());
    }
}
