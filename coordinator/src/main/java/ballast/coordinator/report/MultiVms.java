package ballast.coordinator.report;

import ballast.coordinator.results.RawFiles;
import ballast.coordinator.results.StoredRun;
import ballast.coordinator.stats.BuildTimes;
import ballast.coordinator.stats.FigureVariants;
import ballast.coordinator.stats.Figures;
import ballast.coordinator.stats.MultiVmFigures;
import ballast.coordinator.stats.PublishedSample;
import ballast.coordinator.stats.Variant;
import ballast.model.BenchmarkSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Figures of multivm, also against the baseline's. */
final class MultiVms {
    private final Counterparts counterparts;
    private final Map<Path, FigureVariants> known = new HashMap<>();

    MultiVms(Counterparts counterparts) {
        this.counterparts = counterparts;
    }

    FigureVariants figures(Readings readings) {
        StoredRun run = readings.run();
        FigureVariants own = readings.part("footprint and builds", () -> footprint(run, readings.isReplayed()));
        return own.and(versus(own, readings))
                .and(readings.measured(
                        "workload time",
                        () -> FigureVariants.both(
                                Figures.NONE.and(Figures.WORKLOAD_S, RawFiles.total(run.path(), 0)))));
    }

    /** Against the median of all of the campaign's runs in base-manual. */
    private FigureVariants versus(FigureVariants own, Readings readings) {
        List<FigureVariants> baselines = new ArrayList<>();
        for (StoredRun baseline : counterparts.keeping(readings.run())) {
            // a baseline that cannot be read is a problem of its own run
            Readings others = readings.of(baseline);
            if (others.isReplayed() == readings.isReplayed()) {
                Optional<FigureVariants> read =
                        others.attempt("baseline", () -> footprint(baseline, others.isReplayed()));
                read.ifPresent(baselines::add);
            }
        }
        return FigureVariants.of(
                versus(own, baselines, Variant.CORRECTED), versus(own, baselines, Variant.AS_PUBLISHED));
    }

    private static Figures versus(FigureVariants own, List<FigureVariants> baselines, Variant variant) {
        Figures baseline = MultiVmFigures.median(
                baselines.stream().map(figures -> figures.of(variant)).toList());
        return MultiVmFigures.versus(baseline, own.of(variant));
    }

    private FigureVariants footprint(StoredRun run, boolean replayed) throws IOException {
        FigureVariants figures = known.get(run.path());
        if (figures == null) {
            figures = read(run, replayed);
            known.put(run.path(), figures);
        }
        return figures;
    }

    private static FigureVariants read(StoredRun run, boolean replayed) throws IOException {
        List<List<PublishedSample>> vms = new ArrayList<>();
        List<BuildTimes> builds = new ArrayList<>();
        for (int vm = 0; vm < ((BenchmarkSpec.MultiVm) run.cell().spec()).vms(); vm++) {
            Path folder = run.path().resolve("vm_" + vm);
            vms.add(RawFiles.published(folder, 0));
            // a footprint trace does not tell when the VM built
            if (!replayed || Files.exists(folder.resolve("times_0.json"))) {
                builds.add(RawFiles.buildTimes(folder, 0));
            }
        }
        Figures corrected = MultiVmFigures.of(
                vms.stream()
                        .map(rows ->
                                rows.stream().map(PublishedSample::footprint).toList())
                        .toList(),
                builds);
        return FigureVariants.of(corrected, MultiVmFigures.asPublished(vms, builds))
                .with(MultiVmFigures.builds(builds));
    }
}
