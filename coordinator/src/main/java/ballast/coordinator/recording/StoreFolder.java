package ballast.coordinator.recording;

import ballast.coordinator.results.RawFiles;
import ballast.coordinator.results.ResultStore;
import ballast.coordinator.results.StoredCampaign;
import ballast.coordinator.results.StoredRun;
import ballast.coordinator.results.StoredStatus;
import ballast.coordinator.stats.Phase;
import ballast.coordinator.stats.VmSample;
import ballast.model.BenchmarkSpec;
import ballast.model.Driver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Our own store, or one campaign of it: its completed runs. */
final class StoreFolder {
    private static final String CAMPAIGN = "campaign.json";
    /** A store, the campaigns of a name, a campaign. */
    private static final int DEPTH = 3;

    private StoreFolder() {}

    /** Folders of campaigns in it, by name; none if it is no store. */
    static List<Path> campaigns(Path root) throws IOException {
        Path real = root.toRealPath();
        try (Stream<Path> all = Files.find(
                real, DEPTH, (path, attributes) -> path.getFileName().toString().equals(CAMPAIGN))) {
            return all.map(Path::getParent)
                    .filter(campaign -> !campaign.toString().contains("/.ballast/"))
                    .sorted()
                    .toList();
        }
    }

    /** @param problems takes what is wrong */
    static List<Recording> read(List<Path> campaigns, List<String> problems) {
        List<Recording> recordings = new ArrayList<>();
        for (Path campaign : campaigns) {
            try {
                StoredCampaign stored = ResultStore.read(campaign);
                for (StoredRun run : stored.runs()) {
                    if (run.status() instanceof StoredStatus.Completed completed) {
                        add(run, completed, stored, recordings);
                    }
                }
            } catch (IOException e) {
                problems.add(e.getMessage());
            }
        }
        return recordings;
    }

    private static void add(
            StoredRun stored, StoredStatus.Completed completed, StoredCampaign campaign, List<Recording> recordings)
            throws IOException {
        BenchmarkSpec spec = stored.cell().spec();
        var run = new Recording.Run(
                campaign.campaign().name() + "/" + stored.run(),
                stored.cell().mode().label(),
                OptionalLong.of(spec.vm().memory().bytes()),
                OptionalInt.of(spec.vm().cores()),
                spec instanceof BenchmarkSpec.MultiVm multivm
                        ? OptionalDouble.of(multivm.delay().toMillis() / 1e3)
                        : OptionalDouble.empty(),
                completed.driver() == Driver.REPLAY);
        for (int vm = 0; vm < spec.vmCount(); vm++) {
            Path folder = spec instanceof BenchmarkSpec.MultiVm ? stored.path().resolve("vm_" + vm) : stored.path();
            if (Files.exists(folder.resolve("samples.csv"))) {
                recordings.add(new Recording(
                        run,
                        vm,
                        0,
                        run.name() + "/vm_" + vm,
                        work(folder),
                        () -> new Samples(RawFiles.samples(folder).stream()
                                .map(VmSample::footprint)
                                .toList())));
            } else if (Files.exists(folder.resolve("out_0.csv"))) {
                recordings.add(ReferenceFolder.of(run, folder, vm, 0));
            }
        }
    }

    /** In multivm a build's phase holds its clean-up; in compiling there is one clean-up, after the last build and its pause. */
    private static Recording.Work work(Path folder) throws IOException {
        if (!Files.exists(folder.resolve("phases.csv"))) {
            return new Recording.Unknown("no phases.csv beside it, so that nobody knows when it built");
        }
        List<Phase> phases = RawFiles.phases(folder);
        List<Phase> builds =
                phases.stream().filter(phase -> phase.phase().equals("build")).toList();
        if (builds.isEmpty()) {
            return new Recording.Whole();
        }
        OptionalDouble cleaned = phases.stream()
                .filter(phase -> phase.phase().equals("clean"))
                .mapToDouble(Phase::end)
                .max();
        List<Build> all = new ArrayList<>();
        for (int i = 0; i < builds.size(); i++) {
            Phase build = builds.get(i);
            all.add(new Build(build.start(), i == builds.size() - 1 ? cleaned.orElse(build.end()) : build.end()));
        }
        return new Recording.Builds(all);
    }
}
