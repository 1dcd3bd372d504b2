package ballast.coordinator.report;

import ballast.coordinator.results.RawFiles;
import ballast.coordinator.results.StoredRun;
import ballast.coordinator.stats.DipFigures;
import ballast.coordinator.stats.FigureVariants;
import ballast.coordinator.stats.Figures;
import ballast.coordinator.stats.FirstIteration;
import ballast.coordinator.stats.FtqFigures;
import ballast.coordinator.stats.Phase;
import ballast.coordinator.stats.StreamFigures;
import ballast.coordinator.stats.StreamIteration;
import ballast.coordinator.stats.WorkSeries;
import ballast.model.BenchmarkSpec;
import ballast.model.MidResize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Figures of stream's and ftq's work, also against the baseline's and virtio-balloon's. */
final class ResizedWork {
    /** When a resize began, in s since the work began. */
    private record Marks(double shrinkAt, double growAt) {}

    private final Counterparts counterparts;
    private final FirstIteration first;
    private final Map<Path, WorkSeries> series = new HashMap<>();

    ResizedWork(Counterparts counterparts, FirstIteration first) {
        this.counterparts = counterparts;
        this.first = first;
    }

    FigureVariants stream(Readings readings) {
        StoredRun run = readings.run();
        return readings.measured("bandwidth", () -> {
                    List<StreamIteration> own = RawFiles.stream(run.path());
                    return FigureVariants.of(StreamFigures.of(own), streamAsPublished(own, readings));
                })
                .and(dips(readings));
    }

    private Figures streamAsPublished(List<StreamIteration> own, Readings readings) {
        Optional<List<StreamIteration>> balloon = counterparts
                .balloon(readings.run())
                .flatMap(
                        other -> readings.attempt("work of virtio-balloon's run", () -> RawFiles.stream(other.path())));
        if (balloon.isEmpty()) {
            return StreamFigures.of(own);
        }
        Figures cut = StreamFigures.asPublished(own, balloon.get());
        return cut.and(StreamFigures.sooner(cut, StreamFigures.asPublished(balloon.get(), balloon.get())));
    }

    FigureVariants ftq(Readings readings, int threads) {
        StoredRun run = readings.run();
        return readings.measured("work", () -> {
                    Figures own = FtqFigures.of(RawFiles.ftq(run.path(), threads), first);
                    Optional<Figures> balloon = counterparts
                            .balloon(run)
                            .flatMap(other -> readings.attempt(
                                    "work of virtio-balloon's run",
                                    () -> FtqFigures.of(RawFiles.ftq(other.path(), threads), first)));
                    return FigureVariants.of(
                            own,
                            balloon.map(other -> own.and(FtqFigures.minusBalloon(own, other)))
                                    .orElse(own));
                })
                .and(dips(readings));
    }

    private FigureVariants dips(Readings readings) {
        StoredRun run = readings.run();
        List<StoredRun> baselines = counterparts.baselines(run);
        if (baselines.isEmpty() || readings.isReplayed() || isBaseline(run)) {
            return FigureVariants.NONE;
        }
        return readings.attempt("dips", () -> marks(run))
                .flatMap(found -> found)
                .map(marks -> readings.part("dips", () -> {
                    List<WorkSeries> without = new ArrayList<>();
                    for (StoredRun baseline : baselines) {
                        without.add(series(baseline));
                    }
                    return FigureVariants.ours(DipFigures.of(series(run), without, marks.shrinkAt(), marks.growAt()));
                }))
                .orElse(FigureVariants.NONE);
    }

    private static boolean isBaseline(StoredRun run) {
        return Counterparts.resize(run).filter(MidResize::baseline).isPresent();
    }

    /**
     * As the phases tell. The artefact's runs have none, and resize when they are told to; their FTQ counts time in ticks of a clock
     * whose rate is not recorded, so that of these nothing can be said.
     */
    private static Optional<Marks> marks(StoredRun run) throws IOException {
        if (!Files.exists(run.path().resolve("phases.csv"))) {
            return run.cell().spec() instanceof BenchmarkSpec.Stream stream
                    ? Optional.of(new Marks(
                            stream.resize().shrinkAt().toNanos() / 1e9,
                            stream.resize().growAt().toNanos() / 1e9))
                    : Optional.empty();
        }
        List<Phase> phases = RawFiles.phases(run.path());
        Optional<Double> work = start(phases, "work");
        Optional<Double> shrink = start(phases, "shrink");
        Optional<Double> grow = start(phases, "grow");
        return work.isPresent() && shrink.isPresent() && grow.isPresent()
                ? Optional.of(new Marks(shrink.get() - work.get(), grow.get() - work.get()))
                : Optional.empty();
    }

    private static Optional<Double> start(List<Phase> phases, String name) {
        return phases.stream()
                .filter(phase -> phase.phase().equals(name))
                .map(Phase::start)
                .findFirst();
    }

    private WorkSeries series(StoredRun run) throws IOException {
        WorkSeries known = series.get(run.path());
        if (known == null) {
            known = run.cell().spec() instanceof BenchmarkSpec.Ftq ftq
                    ? WorkSeries.of(RawFiles.ftq(run.path(), ftq.threads()))
                    : WorkSeries.of(RawFiles.stream(run.path()));
            series.put(run.path(), known);
        }
        return known;
    }
}
