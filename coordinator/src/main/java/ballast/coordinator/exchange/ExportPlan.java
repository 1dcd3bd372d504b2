package ballast.coordinator.exchange;

import ballast.coordinator.results.StoredCampaign;
import ballast.coordinator.results.StoredRun;
import ballast.coordinator.results.StoredStatus;
import ballast.model.BenchmarkSpec;
import ballast.model.RunId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which runs share a published run's folder. An imported run goes where it came from. Of ours, several that would take the same
 * place (repetitions of inflate, cells that differ in what the published names do not tell) get folders of their own: the
 * first the plain name, the others the cell's id behind it, and the repetition's number.
 */
record ExportPlan(List<Folder> folders) {
    private static final Pattern BENCHMARK = Pattern.compile("-(stream|ftq)$");

    /**
     * @param path {@code multivm/clang-base-auto}
     */
    record Folder(String path, Kind kind, List<Member> members) {
        private boolean fits(StoredRun run) {
            return members.isEmpty()
                    || (kind.alike(
                                    members.get(0).run().cell().spec(),
                                    run.cell().spec())
                            && members.stream()
                                    .noneMatch(member -> member.place().equals(place(run))));
        }

        private String place(StoredRun run) {
            return kind.place(run.cell().spec(), members.size());
        }

        private void add(StoredRun run) {
            members.add(new Member(run, place(run)));
        }
    }

    /**
     * @param place in the folder, see {@link Kind}
     */
    record Member(StoredRun run, String place) {}

    static ExportPlan of(StoredCampaign campaign, Optional<ImportRecord> imported) {
        Map<RunId, ImportRecord.Origin> origins =
                imported.map(ImportRecord::byRun).orElse(Map.of());
        Map<String, Folder> folders = new LinkedHashMap<>();
        for (StoredRun run : campaign.runs()) {
            if (run.status() instanceof StoredStatus.Completed) {
                ImportRecord.Origin origin = origins.get(run.run());
                if (origin == null) {
                    add(folders, run);
                } else {
                    folder(folders, origin.folder(), run).members().add(new Member(run, origin.place()));
                }
            }
        }
        return new ExportPlan(List.copyOf(folders.values()));
    }

    private static void add(Map<String, Folder> folders, StoredRun run) {
        String cell = "-" + run.run().cell();
        for (String suffix : List.of("", cell, cell + "-r" + run.run().repetition())) {
            Folder folder = folder(folders, path(run, suffix), run);
            if (folder.fits(run)) {
                folder.add(run);
                return;
            }
        }
        throw new IllegalStateException(run.run() + " is in the plan twice");
    }

    /** A suffix goes before the benchmark's name where scripts look for that at the end. */
    private static String path(StoredRun run, String suffix) {
        BenchmarkSpec spec = run.cell().spec();
        String name = PublishedMode.runFolder(spec);
        Matcher benchmark = BENCHMARK.matcher(name);
        return Kind.of(spec).folder() + "/"
                + (benchmark.find()
                        ? name.substring(0, benchmark.start()) + suffix + benchmark.group()
                        : name + suffix);
    }

    private static Folder folder(Map<String, Folder> folders, String path, StoredRun run) {
        return folders.computeIfAbsent(
                path, key -> new Folder(key, Kind.of(run.cell().spec()), new ArrayList<>()));
    }
}
