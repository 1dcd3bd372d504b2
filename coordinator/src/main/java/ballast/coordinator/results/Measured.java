package ballast.coordinator.results;

import ballast.coordinator.stats.Footprint;
import ballast.coordinator.stats.Resize;
import ballast.coordinator.stats.Sample;
import ballast.coordinator.stats.VmSample;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a stored result's raw files say in sum.
 *
 * @param samples of its VMs' processes
 * @param byteSeconds integral of their resident sets over time; see {@link Footprint#corrected}
 * @param breaches times that its host's VMs were over a budget while it ran
 * @param resizes that were timed
 */
public record Measured(long samples, double byteSeconds, List<Breach> breaches, List<TimedResize> resizes) {
    private static final double BYTE_SECONDS_PER_GIB_MINUTE = 60.0 * (1L << 30);
    private static final double NANOS_PER_SECOND = 1e9;

    /** @param id of its host, its beginning and its budget: the same for all runs beside each other */
    public record Breach(String id, double seconds) {}

    /** @param bytes that moved */
    public record TimedResize(boolean shrinks, double seconds, long bytes) {}

    public Measured {
        breaches = List.copyOf(breaches);
        resizes = List.copyOf(resizes);
    }

    /** @param run its folder, with {@code vm_0}, {@code vm_1} … if it has several VMs */
    static Measured read(Path run, StoredStatus.Ended status) throws IOException {
        List<List<Sample>> vms = new ArrayList<>();
        List<TimedResize> resizes = new ArrayList<>();
        for (Path folder : RecordedTrace.folders(run)) {
            if (Files.exists(folder.resolve("samples.csv"))) {
                vms.add(RawFiles.samples(folder).stream()
                        .map(VmSample::footprint)
                        .toList());
            }
            if (Files.exists(folder.resolve("resizes.csv"))) {
                RawFiles.resizes(folder).stream().map(Measured::timed).forEach(resizes::add);
            }
        }
        double integral = Footprint.corrected(vms).gibMinutes() * BYTE_SECONDS_PER_GIB_MINUTE;
        long samples = vms.stream().mapToLong(List::size).sum();
        return new Measured(samples, integral, breaches(run, status.host().value()), resizes);
    }

    private static TimedResize timed(Resize resize) {
        return new TimedResize(
                resize.direction() == Resize.Direction.SHRINK, resize.nanos() / NANOS_PER_SECOND, resize.moved());
    }

    private static List<Breach> breaches(Path run, String host) throws IOException {
        List<Breach> breaches = new ArrayList<>();
        Optional<JsonNode> guard = RawFiles.meta(run).map(meta -> meta.at("/guard/breaches"));
        for (JsonNode breach : guard.isPresent() ? guard.get() : List.<JsonNode>of()) {
            String id = host + " " + breach.path("at").asText() + " "
                    + breach.path("budgetBytes").asLong();
            breaches.add(new Breach(id, breach.path("seconds").asDouble()));
        }
        return breaches;
    }
}
