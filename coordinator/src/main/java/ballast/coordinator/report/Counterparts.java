package ballast.coordinator.report;

import ballast.coordinator.results.StoredRun;
import ballast.coordinator.results.StoredStatus;
import ballast.model.BenchmarkSpec;
import ballast.model.ByteSize;
import ballast.model.MidResize;
import ballast.model.Mode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The runs of a campaign that a run is held against: the same work, in another mode or without a resize. */
final class Counterparts {
    /** What must be alike. */
    private sealed interface Work {
        record Resized(
                String benchmark,
                ByteSize memory,
                int cores,
                int threads,
                long size,
                ByteSize target,
                Duration shrinkAt,
                Duration growAt)
                implements Work {}

        record Vms(
                ByteSize memory, int cores, int vms, String workload, boolean simultaneous, int builds, Duration delay)
                implements Work {}
    }

    private final Map<Work, List<StoredRun>> completed = new HashMap<>();

    Counterparts(List<StoredRun> runs) {
        for (StoredRun run : runs) {
            if (run.status() instanceof StoredStatus.Completed) {
                work(run)
                        .ifPresent(work -> completed
                                .computeIfAbsent(work, key -> new ArrayList<>())
                                .add(run));
            }
        }
    }

    /** Of stream and ftq: runs whose VM keeps its size. */
    List<StoredRun> baselines(StoredRun run) {
        return alike(run).stream()
                .filter(other -> resize(other).filter(MidResize::baseline).isPresent())
                .toList();
    }

    /** Of stream and ftq: the first run whose VM is resized by virtio-balloon. */
    Optional<StoredRun> balloon(StoredRun run) {
        return alike(run).stream()
                .filter(other -> other.cell().mode() == Mode.BASE_MANUAL)
                .filter(other ->
                        resize(other).filter(resize -> !resize.baseline()).isPresent())
                .findFirst();
    }

    /** Of multivm: runs in whose mode VMs give nothing back. */
    List<StoredRun> keeping(StoredRun run) {
        return alike(run).stream()
                .filter(other -> other.cell().mode() == Mode.BASE_MANUAL)
                .toList();
    }

    private List<StoredRun> alike(StoredRun run) {
        return work(run).map(work -> completed.getOrDefault(work, List.of())).orElse(List.of());
    }

    private static Optional<Work> work(StoredRun run) {
        BenchmarkSpec spec = run.cell().spec();
        if (spec instanceof BenchmarkSpec.Stream stream) {
            return Optional.of(resized(spec, stream.threads(), stream.elements(), stream.resize()));
        }
        if (spec instanceof BenchmarkSpec.Ftq ftq) {
            return Optional.of(resized(spec, ftq.threads(), ftq.intervalBits(), ftq.resize()));
        }
        return spec instanceof BenchmarkSpec.MultiVm vms
                ? Optional.of(new Work.Vms(
                        spec.vm().memory(),
                        spec.vm().cores(),
                        vms.vms(),
                        vms.workload().name(),
                        vms.simultaneous(),
                        vms.builds(),
                        vms.delay()))
                : Optional.empty();
    }

    private static Work resized(BenchmarkSpec spec, int threads, long size, MidResize resize) {
        return new Work.Resized(
                spec.name(),
                spec.vm().memory(),
                spec.vm().cores(),
                threads,
                size,
                resize.target(),
                resize.shrinkAt(),
                resize.growAt());
    }

    static Optional<MidResize> resize(StoredRun run) {
        BenchmarkSpec spec = run.cell().spec();
        if (spec instanceof BenchmarkSpec.Stream stream) {
            return Optional.of(stream.resize());
        }
        return spec instanceof BenchmarkSpec.Ftq ftq ? Optional.of(ftq.resize()) : Optional.empty();
    }
}
