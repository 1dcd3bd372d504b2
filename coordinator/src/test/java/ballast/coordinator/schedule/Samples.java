package ballast.coordinator.schedule;

import ballast.model.Accelerator;
import ballast.model.ArtefactKind;
import ballast.model.AttemptId;
import ballast.model.BenchmarkSpec;
import ballast.model.ByteSize;
import ballast.model.CampaignId;
import ballast.model.Cell;
import ballast.model.HostId;
import ballast.model.HostReport;
import ballast.model.Isolation;
import ballast.model.Machine;
import ballast.model.Mode;
import ballast.model.RunId;
import ballast.model.Sampling;
import ballast.model.SpoolUse;
import ballast.model.VmSpec;
import ballast.model.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Cells, runs and hosts for tests. */
public final class Samples {
    public static final CampaignId CAMPAIGN = new CampaignId("20261123-190102-3fa9");
    public static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    /** At noon nothing is known of what is to come. */
    public static final Outlook BLANK = Outlook.blank(NOON);

    private Samples() {}

    /** An inflate cell, alone on its host. */
    public static Cell exclusive(int cores, ByteSize memory) {
        var spec = new BenchmarkSpec.Inflate(
                vm(cores, memory),
                ByteSize.mib(128),
                ByteSize.mib(64),
                false,
                3,
                Duration.ofSeconds(1),
                Duration.ofMinutes(1));
        return cell(spec, Isolation.EXCLUSIVE);
    }

    /** A multivm cell of one VM that may share its host. */
    public static Cell shared(int cores, ByteSize memory) {
        var write = Workload.write(ByteSize.mib(64), Duration.ofMinutes(1));
        var spec = new BenchmarkSpec.MultiVm(vm(cores, memory), 1, write, true, 1, Duration.ofSeconds(1));
        return cell(spec, Isolation.SHARED);
    }

    private static VmSpec vm(int cores, ByteSize memory) {
        return new VmSpec(memory, ByteSize.mib(128), memory, cores, Mode.BASE_MANUAL, Machine.Q35, List.of("quiet"));
    }

    private static Cell cell(BenchmarkSpec spec, Isolation isolation) {
        Map<String, String> parameters = Map.of(
                "memory", spec.vm().memory().toString(), "cores", "" + spec.vm().cores());
        return Cell.of(parameters, spec, isolation, Sampling.DEFAULT, Duration.ofSeconds(30));
    }

    /** Runs of these cells; a cell's n-th occurrence is its n-th repetition. */
    public static List<PlannedRun> runs(CampaignId campaign, List<Cell> cells) {
        return IntStream.range(0, cells.size())
                .mapToObj(i -> {
                    Cell cell = cells.get(i);
                    int before = (int) cells.subList(0, i).stream()
                            .filter(other -> other.id().equals(cell.id()))
                            .count();
                    return new PlannedRun(new RunId(campaign, cell.id(), before + 1), cell);
                })
                .toList();
    }

    public static HostReport host(String id, int cores, ByteSize budget) {
        return new HostReport(
                new HostId(id),
                cores,
                budget.plus(ByteSize.gib(1)),
                budget,
                Accelerator.TCG,
                Map.of("qemu", "10.0"),
                Map.of(
                        ArtefactKind.BASE,
                        new HostReport.Artefact("10.0", Set.of("virtio-balloon-pci"), Set.of(), Map.of()),
                        ArtefactKind.VIRTIO_MEM,
                        new HostReport.Artefact("10.0", Set.of("virtio-mem-pci"), Set.of(), Map.of())),
                Map.of(VmSpec.MINI, new HostReport.Image("a1", Set.of("write"))),
                List.of());
    }

    public static Fleet.Host answering(HostReport report) {
        return new Fleet.Host(report, true, NOON, List.of(), Optional.empty());
    }

    public static Fleet.Host silent(HostReport report) {
        return new Fleet.Host(report, false, NOON, List.of(), Optional.empty());
    }

    public static Fleet.Host withSpool(HostReport report, SpoolUse use) {
        return new Fleet.Host(report, true, NOON, List.of(), Optional.of(use));
    }

    public static AttemptId attempt(PlannedRun run, int number) {
        return new AttemptId(run.run(), number);
    }
}
