package ballast.coordinator.cli;

import ballast.coordinator.packing.MaxVms;
import ballast.coordinator.packing.Options;
import ballast.coordinator.recording.Cut;
import ballast.coordinator.recording.NamedTrace;
import ballast.coordinator.recording.RecordingException;
import ballast.coordinator.recording.Recordings;
import ballast.coordinator.recording.Selection;
import ballast.coordinator.results.ResultStore;
import ballast.coordinator.results.TraceLibrary;
import ballast.coordinator.trace.HostClass;
import ballast.coordinator.trace.Trace;
import ballast.coordinator.trace.TraceKey;
import ballast.model.ByteSize;
import ballast.model.Cell;
import ballast.model.HostReport;
import ballast.model.RunId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** How many VMs of a cell a plan of recorded footprints puts into a budget, from the runs of the library that differ in the number of VMs only. */
final class VmsMaxPlan {
    private static final long SEARCH_NANOS = 2_000_000_000L;

    private final ResultStore store;
    private final HostReport host;
    private final ByteSize budget;
    private final Consumer<String> notices;

    VmsMaxPlan(ResultStore store, HostReport host, ByteSize budget, Consumer<String> notices) {
        this.store = store;
        this.host = host;
        this.budget = budget;
        this.notices = notices;
    }

    /** Empty if nothing was recorded; what cannot be read is told, and counts as nothing. */
    Optional<Integer> vms(Cell cell) {
        try {
            List<String> runs = runs(cell);
            if (runs.isEmpty()) {
                return Optional.empty();
            }
            var selection = new Selection(Optional.of(cell.mode().label()), runs, List.of(), List.of(), List.of());
            List<Trace> cycles =
                    Recordings.read(store.root(), selection, new Cut.Periodic(OptionalInt.empty())).traces().stream()
                            .map(NamedTrace::trace)
                            .toList();
            long until = System.nanoTime() + SEARCH_NANOS;
            var options = new Options(0, 1, () -> System.nanoTime() - until > 0, 1);
            long size = cell.spec().vm().reservation().bytes();
            return Optional.of(
                    MaxVms.plan(cycles, budget.bytes(), size, options).vms());
        } catch (RecordingException | IOException | IllegalArgumentException e) {
            notices.accept("no plan from recorded footprints: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** Their names among the recordings. */
    private List<String> runs(Cell cell) throws IOException {
        Map<String, String> wanted = shape(TraceKey.of(cell, HostClass.of(host)));
        List<String> names = new ArrayList<>();
        for (TraceLibrary.Entry entry : store.traces().entries()) {
            if (entry.key().host().equals(HostClass.of(host))
                    && shape(entry.key()).equals(wanted)) {
                for (Path file : entry.files()) {
                    RunId run = store.traces().read(file).source().attempt().run();
                    store.find(run.campaign())
                            .ifPresent(stored -> names.add(stored.campaign().name() + "/" + run));
                }
            }
        }
        return names;
    }

    /** All but the number of VMs and the CPUs that they share. */
    private static Map<String, String> shape(TraceKey key) {
        Map<String, String> shape = new HashMap<>(key.parameters());
        shape.remove("cpus");
        shape.put(
                "",
                String.join(
                        "/", key.benchmark(), key.workload(), key.mode().label(), key.memory() + "", key.cores() + ""));
        return shape;
    }
}
