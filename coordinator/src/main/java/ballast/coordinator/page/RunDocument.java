package ballast.coordinator.page;

import ballast.coordinator.results.RawFiles;
import ballast.coordinator.results.StoredRun;
import ballast.coordinator.results.StoredStatus;
import ballast.coordinator.stats.GuestSample;
import ballast.coordinator.stats.Phase;
import ballast.coordinator.stats.VmSample;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * What the store has of a run: {@code {"status", …, "vms": [{"vm", "phases", "samples", "guest", "consoles"}], "files", "problems"}}. Times of
 * samples and phases are s since the attempt began, sizes bytes, and null is not known. Samples are thinned for plots; the files have all.
 */
public final class RunDocument {
    /** Twice as many as a wide screen has columns. */
    private static final int MOST_ROWS = 4000;

    private final List<String> problems = new ArrayList<>();

    private RunDocument() {}

    /** Blocks on the disk. What cannot be read is missing, and told. */
    public static Optional<ObjectNode> of(StoredRun run) throws IOException {
        return run.status() instanceof StoredStatus.Waiting
                ? Optional.empty()
                : Optional.of(new RunDocument().document(run));
    }

    private interface Reading<T> {
        List<T> read(Path folder) throws IOException;
    }

    private ObjectNode document(StoredRun run) throws IOException {
        ObjectNode node = Nodes.object();
        status(node, run.status());
        RunFolder folder = new RunFolder(run.path());
        if (run.status() instanceof StoredStatus.Ended) {
            ArrayNode vms = node.putArray("vms");
            for (Path vm : folder.vms()) {
                vms.add(vm(folder, vm).put("vm", vms.size()));
            }
        }
        ArrayNode files = node.putArray("files");
        folder.entries()
                .forEach(entry -> files.addObject().put("path", entry.name()).put("bytes", entry.bytes()));
        problems.forEach(node.putArray("problems")::add);
        return node;
    }

    private static void status(ObjectNode node, StoredStatus status) {
        if (status instanceof StoredStatus.Ended ended) {
            node.put("attempt", ended.attempt())
                    .put("host", ended.host().value())
                    .put("accel", ended.accel().label())
                    .put("driver", ended.driver().label())
                    .put("start", ended.started().toEpochMilli())
                    .put("end", ended.ended().toEpochMilli());
        }
        if (status instanceof StoredStatus.Failed failed) {
            node.put("status", "failed")
                    .put(
                            "reason",
                            failed.failure().kind() + ": " + failed.failure().message());
            failed.failure().details().forEach(node.putArray("details")::add);
        } else if (status instanceof StoredStatus.Skipped skipped) {
            node.put("status", "skipped").put("reason", skipped.reason());
        } else {
            node.put("status", "completed");
        }
    }

    private ObjectNode vm(RunFolder folder, Path vm) throws IOException {
        ObjectNode node = Nodes.object();
        ArrayNode phases = node.putArray("phases");
        for (Phase phase : rows(vm, "phases.csv", RawFiles::phases)) {
            phases.addObject()
                    .put("phase", phase.phase())
                    .put("iteration", phase.iteration())
                    .put("start", phase.start())
                    .put("end", phase.end());
        }
        List<VmSample> samples = Thinning.of(rows(vm, "samples.csv", RawFiles::samples), MOST_ROWS, VmSample::rss);
        ObjectNode process = node.putObject("samples");
        column(process, "time", samples, VmSample::time);
        column(process, "rss", samples, VmSample::rss);
        column(process, "ram", samples, VmSample::ram);
        column(process, "target", samples, VmSample::target);
        List<GuestSample> told = Thinning.of(rows(vm, "guest.csv", RawFiles::guest), MOST_ROWS, GuestSample::free);
        ObjectNode guest = node.putObject("guest");
        column(guest, "time", told, GuestSample::time);
        column(guest, "free", told, GuestSample::free);
        folder.consoles(vm).forEach(node.putArray("consoles")::add);
        return node;
    }

    private <T> List<T> rows(Path folder, String name, Reading<T> reading) {
        if (!Files.exists(folder.resolve(name))) {
            return List.of();
        }
        try {
            return reading.read(folder);
        } catch (IOException e) {
            problems.add(e.getMessage());
            return List.of();
        }
    }

    private static <T> void column(ObjectNode node, String name, List<T> rows, ToDoubleFunction<T> value) {
        ArrayNode array = node.putArray(name);
        rows.forEach(row -> Nodes.add(array, value.applyAsDouble(row)));
    }
}
