package ballast.coordinator.exchange;

import ballast.coordinator.exchange.FolderScan.PublishedRun;
import ballast.coordinator.results.ArrivingCampaign;
import ballast.coordinator.results.CampaignRecord;
import ballast.coordinator.results.ResultStore;
import ballast.coordinator.results.StoredCampaign;
import ballast.model.BenchmarkSpec;
import ballast.model.CampaignId;
import ballast.model.Cell;
import ballast.model.CellId;
import ballast.model.Packing;
import ballast.model.RunId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Takes a folder of published results, all of it or one run's, into a store as a campaign of its own. Its files stay as they are,
 * byte for byte, under our names. The artefact records no sizes of inflate's resizes: {@code resizes.csv} is
 * made of its options, and says {@code published} for what timed them.
 */
public final class HyperallocImport {
    private final ResultStore store;
    private final Path source;
    private final List<Planned> planned = new ArrayList<>();
    private final List<String> leftOut = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private HyperallocImport(ResultStore store, Path source) {
        this.store = store;
        this.source = source;
    }

    /** What came in. */
    public record Imported(StoredCampaign campaign, List<String> leftOut, List<String> notes) {}

    private record Planned(PublishedRun published, String folder, RunReader.Part part, int repetition) {}

    /**
     * @param source may be a run's folder or any folder above it
     * @param submittedBy user
     * @throws ExchangeException if anything in the folder is not as it must be; then the store is as before
     */
    public static Imported run(
            ResultStore store, Path source, CampaignId id, String name, String submittedBy, Instant now)
            throws ExchangeException, IOException {
        return new HyperallocImport(store, source).run(id, name, submittedBy, now);
    }

    private Imported run(CampaignId id, String name, String submittedBy, Instant now)
            throws ExchangeException, IOException {
        if (!Files.isDirectory(source)) {
            throw new ExchangeException(List.of(source + ": got no folder, want results of hyperalloc-bench"));
        }
        plan();
        Map<CellId, Cell> cells = new LinkedHashMap<>();
        planned.forEach(
                run -> cells.putIfAbsent(run.part().cell().id(), run.part().cell()));
        var campaign = new CampaignRecord(
                id,
                name,
                "",
                List.copyOf(cells.values()),
                planned.stream().map(run -> runId(id, run)).toList(),
                Map.of(),
                submittedBy,
                now,
                CampaignRecord.Origin.IMPORTED,
                Packing.Static.INSTANCE);
        try (ArrivingCampaign arriving = ArrivingCampaign.begin(store, campaign)) {
            for (Planned run : planned) {
                put(arriving, runId(id, run), run);
            }
            record(id).write(arriving.folder());
            return new Imported(arriving.commit(), leftOut, notes);
        }
    }

    private static RunId runId(CampaignId campaign, Planned run) {
        return new RunId(campaign, run.part().cell().id(), run.repetition());
    }

    private void plan() throws ExchangeException, IOException {
        List<String> problems = new ArrayList<>();
        FolderScan scan = FolderScan.of(source.toAbsolutePath().normalize(), problems);
        Repetitions repetitions = new Repetitions();
        Set<String> folders = new HashSet<>();
        for (PublishedRun published : scan.runs()) {
            RunReader.Result result = RunReader.read(published);
            problems.addAll(result.problems());
            notes.addAll(result.notes());
            result.leftOut().forEach(file -> leftOut.add(file.toString()));
            String folder = folder(published, folders);
            for (RunReader.Part part : result.parts()) {
                planned.add(new Planned(published, folder, part, repetitions.next(part)));
            }
        }
        scan.others().forEach(file -> leftOut.add(file.toString()));
        if (!problems.isEmpty()) {
            throw new ExchangeException(problems);
        }
    }

    /** Where an export puts it again; two of a name are told apart. */
    private static String folder(PublishedRun published, Set<String> taken) {
        String name = published.kind().folder() + "/" + published.name();
        String free = name;
        for (int i = 2; !taken.add(free); i++) {
            free = name + "-" + i;
        }
        return free;
    }

    /** What a run was counted as before, if it was ours and the number is free; else the next one. */
    private static final class Repetitions {
        private final Set<String> taken = new HashSet<>();

        int next(RunReader.Part part) {
            int repetition = part.exported()
                    .map(run -> run.spec().attempt().run().repetition())
                    .orElse(1);
            while (!taken.add(part.cell().id() + "/" + repetition)) {
                repetition++;
            }
            return repetition;
        }
    }

    private void put(ArrivingCampaign arriving, RunId id, Planned run) throws IOException {
        Path folder = arriving.folder(id);
        for (var file : run.part().files().entrySet()) {
            Path target = folder.resolve(file.getKey());
            Files.createDirectories(target.getParent());
            Files.copy(file.getValue(), target);
        }
        if (run.part().exported().isPresent()) {
            ExportedRun exported = run.part().exported().get();
            for (var file : exported.files().entrySet()) {
                Files.writeString(folder.resolve(file.getKey()), file.getValue());
            }
            arriving.completed(id, exported.spec().host(), exported.started(), exported.ended());
            return;
        }
        if (run.part().cell().spec() instanceof BenchmarkSpec.Inflate inflate) {
            Files.writeString(folder.resolve("resizes.csv"), PublishedResizes.csv(inflate, folder));
        }
        var measured = new PublishedMachine(run.published());
        arriving.completed(id, measured.host(), measured.started(), measured.ended(folder));
    }

    private ImportRecord record(CampaignId id) {
        return new ImportRecord(
                source.toString(),
                planned.stream()
                        .map(run -> new ImportRecord.Origin(
                                runId(id, run), run.folder(), run.part().place()))
                        .toList(),
                leftOut,
                notes);
    }
}
