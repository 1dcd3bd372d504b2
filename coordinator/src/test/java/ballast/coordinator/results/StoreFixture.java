package ballast.coordinator.results;

import ballast.model.Accelerator;
import ballast.model.ArtefactKind;
import ballast.model.AttemptId;
import ballast.model.BenchmarkSpec;
import ballast.model.ByteSize;
import ballast.model.CampaignId;
import ballast.model.Cell;
import ballast.model.Failure;
import ballast.model.FailureKind;
import ballast.model.HostId;
import ballast.model.HostReport;
import ballast.model.Isolation;
import ballast.model.Machine;
import ballast.model.Mode;
import ballast.model.Outcome;
import ballast.model.ResultFile;
import ballast.model.RunId;
import ballast.model.Sampling;
import ballast.model.VmSpec;
import ballast.model.Workload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A small campaign, and an agent that uploads. */
public final class StoreFixture {
    public static final CampaignId CAMPAIGN = new CampaignId("20261123-190102-3fa9");
    public static final Instant STARTED = Instant.parse("2026-11-23T19:01:03Z");
    public static final Instant ENDED = Instant.parse("2026-11-23T19:02:43Z");
    public static final HostReport HOST = new HostReport(
            new HostId("host-a"),
            2,
            ByteSize.gib(24),
            ByteSize.gib(20),
            Accelerator.TCG,
            Map.of("qemu", "7.2"),
            Map.of(
                    ArtefactKind.BASE,
                    new HostReport.Artefact("10.0", Set.of("virtio-balloon-pci"), Set.of(), Map.of()),
                    ArtefactKind.VIRTIO_MEM,
                    new HostReport.Artefact("10.0", Set.of("virtio-mem-pci"), Set.of(), Map.of())),
            Map.of(VmSpec.MINI, new HostReport.Image("a1", Set.of("write"))),
            List.of());
    public static final Outcome COMPLETED = new Outcome.Completed();
    public static final Outcome FAILED =
            new Outcome.Failed(new Failure(FailureKind.BOOT, "the guest never answered", List.of("Kernel panic")));

    private StoreFixture() {}

    public static Cell inflate(Mode mode, String memory, boolean nofault) {
        ByteSize size = ByteSize.parse(memory);
        var vm = new VmSpec(size, ByteSize.mib(256), size, 1, mode, Machine.Q35, List.of());
        var spec = new BenchmarkSpec.Inflate(
                vm, ByteSize.mib(256), ByteSize.mib(512), nofault, 3, Duration.ZERO, Duration.ofMinutes(1));
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("mode", mode.label());
        parameters.put("memory", memory);
        parameters.put("nofault", String.valueOf(nofault));
        parameters.put("iterations", "3");
        return cell(parameters, spec, Isolation.EXCLUSIVE);
    }

    public static Cell multivm(Mode mode, boolean simultaneous) {
        ByteSize size = ByteSize.gib(1);
        var vm = new VmSpec(size, ByteSize.mib(256), size, 1, mode, Machine.Q35, List.of());
        var target = Workload.write(ByteSize.mib(512), Duration.ofMinutes(1));
        var spec = new BenchmarkSpec.MultiVm(vm, 2, target, simultaneous, 2, Duration.ofSeconds(30));
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("mode", mode.label());
        parameters.put("simultaneous", String.valueOf(simultaneous));
        return cell(parameters, spec, Isolation.SHARED);
    }

    private static Cell cell(Map<String, String> parameters, BenchmarkSpec spec, Isolation isolation) {
        return Cell.of(parameters, spec, isolation, Sampling.DEFAULT, Duration.ofMinutes(2));
    }

    public static RunId run(Cell cell) {
        return new RunId(CAMPAIGN, cell.id(), 1);
    }

    public static CampaignRecord campaign(String name, List<Cell> cells) {
        return new CampaignRecord(
                CAMPAIGN,
                name,
                "benchmark: " + name + "\n",
                cells,
                cells.stream().map(StoreFixture::run).toList(),
                Map.of("ballast", "0.1.0"),
                "me@lab",
                STARTED);
    }

    /**
     * A run and what it left.
     *
     * @param files by name, as text
     */
    public record Ran(Cell cell, int repetition, Outcome outcome, Map<String, String> files) {}

    /** Stores a campaign of these runs, in this order. */
    public static StoredCampaign commit(ResultStore store, CampaignId id, String name, List<Ran> runs)
            throws CommitException, IOException {
        List<RunId> plan = runs.stream()
                .map(run -> new RunId(id, run.cell().id(), run.repetition()))
                .toList();
        store.create(new CampaignRecord(
                id, name, "", runs.stream().map(Ran::cell).distinct().toList(), plan, Map.of(), "me@lab", STARTED));
        for (int i = 0; i < runs.size(); i++) {
            Ran run = runs.get(i);
            AttemptId attempt = new AttemptId(plan.get(i), 1);
            store.commit(attempt, run.cell(), HOST, run.outcome(), upload(store, attempt, run.files()), STARTED, ENDED);
        }
        return store.find(id).orElseThrow();
    }

    /** Puts files where an agent's upload ends up, and declares them. */
    public static List<ResultFile> upload(ResultStore store, AttemptId attempt, Map<String, String> files)
            throws IOException {
        List<ResultFile> declared = new ArrayList<>();
        for (var file : new java.util.TreeMap<>(files).entrySet()) {
            Path path = store.incoming(attempt).resolve(file.getKey());
            Files.createDirectories(path.getParent());
            byte[] content = file.getValue().getBytes(StandardCharsets.UTF_8);
            Files.write(path, content);
            declared.add(new ResultFile(file.getKey(), content.length, sha256(content)));
        }
        return declared;
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
