package ballast.coordinator.exchange;

import ballast.coordinator.exchange.ExportPlan.Folder;
import ballast.coordinator.exchange.ExportPlan.Member;
import ballast.coordinator.results.StoredCampaign;
import ballast.model.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Writes a campaign's completed runs as the published artefact would have (reference.md §3), for its plot scripts. Its multivm
 * files have {@code cached} and {@code total} the wrong way round under right names; ours have each under its own name, which is what a script
 * that reads by name wants. What came from an import goes out as it came in.
 */
public final class HyperallocExport {
    /** Beside the benchmarks' folders: which run is where, and which are not there. */
    public static final String INDEX = "ballast-export.json";

    private HyperallocExport() {}

    /**
     * What was written.
     *
     * @param folder absolute
     * @param runs each run's folder below it
     * @param leftOut why, by run
     */
    public record Exported(Path folder, Map<String, String> runs, Map<String, String> leftOut, int files) {}

    /** Without runs that a memory guard has shrunk or paused. */
    public static Exported run(StoredCampaign campaign, Path folder) throws ExchangeException, IOException {
        return run(campaign, folder, false);
    }

    /**
     * @param disturbed whether runs are wanted that a memory guard has shrunk or paused
     * @throws ExchangeException if the folder is in use, or there is nothing to write
     */
    public static Exported run(StoredCampaign all, Path folder, boolean disturbed)
            throws ExchangeException, IOException {
        Exportable exportable = Exportable.of(all, disturbed);
        StoredCampaign campaign = exportable.campaign();
        Map<String, String> leftOut = exportable.leftOut();
        ExportPlan plan = ExportPlan.of(campaign, ImportRecord.read(campaign.path()));
        if (plan.folders().isEmpty()) {
            throw new ExchangeException(List.of(
                    "campaign " + campaign.campaign().id() + ": got no completed run, want one or more to export"));
        }
        try (NewFolder target = NewFolder.at(folder)) {
            int files = 0;
            Map<String, String> runs = new LinkedHashMap<>();
            for (Folder planned : plan.folders()) {
                files += write(
                        planned,
                        target.path().resolve(planned.path()),
                        campaign.campaign().imported());
                planned.members()
                        .forEach(member ->
                                runs.put(Exportable.name(member.run()), planned.path() + "#" + member.place()));
            }
            Map<String, Object> index = new LinkedHashMap<>();
            index.put("campaign", campaign.campaign().id());
            index.put("name", campaign.campaign().name());
            index.put("runs", runs);
            index.put("leftOut", leftOut);
            Files.write(
                    target.path().resolve(INDEX),
                    Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(index));
            return new Exported(target.finish(), runs, leftOut, files);
        }
    }

    private static int write(Folder planned, Path folder, boolean imported) throws IOException {
        int files = 0;
        for (Member member : planned.members()) {
            for (Path file : files(member.run().path())) {
                String ours = member.run().path().relativize(file).toString();
                Optional<String> published = ours.startsWith(ImportRecord.OTHERS)
                        ? Optional.of(ours.substring(ImportRecord.OTHERS.length()))
                        : planned.kind().toPublished(member.place(), ours);
                Path target = folder.resolve(published.orElse(""));
                boolean wanted = published.isPresent() && (imported || !ours.equals("meta.json"));
                // what the runs of a folder share comes from the first
                if (wanted && !Files.exists(target)) {
                    copy(file, target, imported, planned.kind());
                    files++;
                }
            }
        }
        if (!imported) {
            Files.write(folder.resolve("meta.json"), ExportedMeta.of(planned));
            files++;
        }
        return files;
    }

    private static void copy(Path file, Path target, boolean imported, Kind kind) throws IOException {
        Files.createDirectories(target.getParent());
        if (kind == Kind.INFLATE && !imported && file.endsWith("out.csv")) {
            // the artefact writes 0 for what nofault runs do not measure; its readers want whole numbers
            String rows = Files.readString(file).replaceAll("(?<=,)nan(?=,|\\R)", "0");
            Files.write(target, rows.getBytes(StandardCharsets.UTF_8));
        } else {
            Files.copy(file, target);
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
