package ballast.coordinator.results;

import ballast.coordinator.stats.Sample;
import ballast.coordinator.stats.VmSample;
import ballast.coordinator.stats.PublishedSample;
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
    private static final String SAMPLES = "samples.csv";
    private static final String PUBLISHED = "out_0.csv";

    private RecordedTrace() {}

    /**
     * @param run its folder, with {@code vm_0}, {@code vm_1} … if it has several VMs
     * @return by VM; none if a VM has no samples
     */
    public static List<Trace> read(Path run) throws IOException {
        List<Path> folders = new ArrayList<>();
        for (int vm = 0; Files.isDirectory(run.resolve("vm_" + vm)); vm++) {
            folders.add(run.resolve("vm_" + vm));
        }
        if (folders.isEmpty()) {
            folders.add(run);
        }
        List<Trace> traces = new ArrayList<>();
        for (Path folder : folders) {
            Optional<Trace> trace = ofSamples(samples(folder));
            if (trace.isEmpty()) {
                return List.of();
            }
            traces.add(trace.get());
        }
        return traces;
    }

    private static Optional<Trace> ofSamples(List<Sample> samples) {
        return SecondGrid.of(
                samples.stream().mapToDouble(Sample::time).toArray(),
                samples.stream().mapToDouble(Sample::rss).toArray());
    }

    private static List<Sample> samples(Path folder) throws IOException {
        if (Files.exists(folder.resolve(SAMPLES))) {
            return RawFiles.samples(folder).stream().map(VmSample::footprint).toList();
        }
        return Files.exists(folder.resolve(PUBLISHED))
                ? RawFiles.published(folder, 0).stream()
                        .map(PublishedSample::footprint)
                        .toList()
                : List.of();
    }
}
