package ballast.coordinator.report;

import ballast.coordinator.results.RawFiles;
import ballast.coordinator.results.StoredRun;
import ballast.coordinator.stats.CompilingFigures;
import ballast.coordinator.stats.CompilingTimes;
import ballast.coordinator.stats.FigureVariants;
import ballast.coordinator.stats.FirstIteration;
import ballast.coordinator.stats.InflateFigures;
import ballast.coordinator.stats.Iteration;
import ballast.coordinator.stats.Measurements;
import ballast.coordinator.stats.MultiVmFigures;
import ballast.coordinator.stats.PublishedSample;
import ballast.coordinator.stats.Sample;
import ballast.coordinator.stats.VmSample;
import ballast.model.BenchmarkSpec;
import ballast.model.ByteSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Computes figures of a campaign's runs from their raw files, whichever benchmark they are of. */
final class BenchmarkFigures {
    private final FirstIteration first;
    private final ResizedWork work;
    private final MultiVms vms;

    BenchmarkFigures(List<StoredRun> campaign, FirstIteration first) {
        var counterparts = new Counterparts(campaign);
        this.first = first;
        this.work = new ResizedWork(counterparts, first);
        this.vms = new MultiVms(counterparts);
    }

    FigureVariants of(Readings readings) {
        BenchmarkSpec spec = readings.run().cell().spec();
        if (spec instanceof BenchmarkSpec.Inflate inflate) {
            return inflate(inflate, readings);
        }
        if (spec instanceof BenchmarkSpec.Stream) {
            return work.stream(readings).and(resizedVm(readings));
        }
        if (spec instanceof BenchmarkSpec.Ftq ftq) {
            return work.ftq(readings, ftq.threads()).and(resizedVm(readings));
        }
        return spec instanceof BenchmarkSpec.MultiVm ? vms.figures(readings) : building(readings);
    }

    /** Of a VM that is resized in the middle of its work: each way once. */
    private static FigureVariants resizedVm(Readings readings) {
        Path folder = readings.run().path();
        return readings.measured(
                        "rates",
                        () -> FigureVariants.ours(
                                InflateFigures.of(RawFiles.resizes(folder), List.of(), ByteSize.ZERO)))
                .and(footprint(readings));
    }

    private FigureVariants inflate(BenchmarkSpec.Inflate spec, Readings readings) {
        Path folder = readings.run().path();
        return readings.measured("rates", () -> {
                    List<Iteration> iterations = RawFiles.iterations(folder);
                    Measurements corrected =
                            InflateFigures.measurements(RawFiles.resizes(folder), iterations, spec.touch(), first);
                    Measurements published = InflateFigures.measurementsAsPublished(
                            iterations, spec.vm().memory(), first);
                    return new FigureVariants(corrected.spreads(), published.distributions(), corrected, published);
                })
                .and(footprint(readings));
    }

    /** From the boot on: a benchmark of one VM has no common start. The artefact samples none of these. */
    private static FigureVariants footprint(Readings readings) {
        return readings.sampled(
                "footprint",
                () -> FigureVariants.ours(MultiVmFigures.footprint(
                        List.of(RawFiles.samples(readings.run().path()).stream()
                                .map(VmSample::footprint)
                                .toList()))));
    }

    private static FigureVariants building(Readings readings) {
        StoredRun run = readings.run();
        // a footprint trace does not tell when the VM built
        if (readings.isReplayed() && Files.notExists(run.path().resolve("times_0.json"))) {
            return readings.part(
                    "footprint",
                    () -> FigureVariants.ours(
                            MultiVmFigures.footprint(List.of(samples(RawFiles.published(run.path(), 0))))));
        }
        return readings.part("footprint and builds", () -> built(run));
    }

    private static FigureVariants built(StoredRun run) throws IOException {
        List<PublishedSample> rows = RawFiles.published(run.path(), 0);
        CompilingTimes times = RawFiles.compilingTimes(run.path(), 0);
        return FigureVariants.of(
                        CompilingFigures.of(samples(rows), times),
                        CompilingFigures.asPublished(
                                rows, times, run.cell().spec().vm().memory()))
                .with(CompilingFigures.builds(times));
    }

    private static List<Sample> samples(List<PublishedSample> rows) {
        return rows.stream().map(PublishedSample::footprint).toList();
    }
}
