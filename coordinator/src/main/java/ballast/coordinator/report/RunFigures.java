package ballast.coordinator.report;

import ballast.coordinator.results.RawFiles;
import ballast.coordinator.results.StoredRun;
import ballast.coordinator.results.StoredStatus;
import ballast.coordinator.stats.BuildTimes;
import ballast.coordinator.stats.CompilingFigures;
import ballast.coordinator.stats.Figures;
import ballast.coordinator.stats.FtqFigures;
import ballast.coordinator.stats.InflateFigures;
import ballast.coordinator.stats.MultiVmFigures;
import ballast.coordinator.stats.PublishedSample;
import ballast.coordinator.stats.Sample;
import ballast.coordinator.stats.StreamFigures;
import ballast.coordinator.stats.VmSample;
import ballast.model.BenchmarkSpec;
import ballast.model.ByteSize;
import ballast.model.Driver;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a run's raw files and computes its figures. What cannot be read takes only the figures with it that need it. */
final class RunFigures {
    private static final String TOTAL = "total";
    private static final String STORE = "store";
    private static final String OVERHEAD = "overhead";

    private final StoredRun run;
    private final List<String> problems = new ArrayList<>();

    private RunFigures(StoredRun run) {
        this.run = run;
    }

    static RunSummary of(StoredRun run) {
        return new RunFigures(run).summary();
    }

    /** Something read from a file. */
    private interface Reading<T> {
        T read() throws IOException;
    }

    private RunSummary summary() {
        if (!(run.status() instanceof StoredStatus.Ended)) {
            return new RunSummary(run, Figures.NONE, Map.of(), List.of(), List.of(), GuardRecord.NONE);
        }
        Map<String, Double> timing =
                new LinkedHashMap<>(attempt("where its time went", () -> RawFiles.timing(run.path()))
                        .orElse(Map.of()));
        timing.values().removeIf(seconds -> !Double.isFinite(seconds));
        addStore(timing, (StoredStatus.Ended) run.status());
        Figures figures = run.status() instanceof StoredStatus.Completed ? figures(timing) : Figures.NONE;
        Optional<JsonNode> meta =
                attempt("meta.json", () -> RawFiles.meta(run.path())).flatMap(found -> found);
        return new RunSummary(run, figures, timing, notes(meta), problems, GuardRecord.of(meta));
    }

    /**
     * The attempt's own account ends before its files are digested, uploaded and announced; the coordinator's clock tells how long that
     * took, and what its messages took. That is overhead, too.
     */
    private static void addStore(Map<String, Double> timing, StoredStatus.Ended status) {
        Double total = timing.get(TOTAL);
        if (total != null) {
            double given = Duration.between(status.started(), status.ended()).toNanos() / 1e9;
            double store = Math.max(0, given - total);
            timing.put(STORE, store);
            timing.computeIfPresent(OVERHEAD, (name, seconds) -> seconds + store);
        }
    }

    private Figures figures(Map<String, Double> timing) {
        BenchmarkSpec spec = run.cell().spec();
        Figures figures = figures(spec);
        return figures.and(Figures.TOTAL_S, timing.getOrDefault(TOTAL, Double.NaN));
    }

    private Figures figures(BenchmarkSpec spec) {
        if (spec instanceof BenchmarkSpec.Inflate inflate) {
            return inflate(inflate);
        }
        if (spec instanceof BenchmarkSpec.Stream) {
            return measured("bandwidth", () -> StreamFigures.of(RawFiles.stream(run.path())))
                    .and(resizedVm());
        }
        if (spec instanceof BenchmarkSpec.Ftq ftq) {
            return measured("work", () -> FtqFigures.of(RawFiles.ftq(run.path(), ftq.threads())))
                    .and(resizedVm());
        }
        if (spec instanceof BenchmarkSpec.MultiVm multiVm) {
            return multivm(multiVm);
        }
        if (isWithoutTimes(run.path())) {
            return part("footprint", () -> MultiVmFigures.footprint(List.of(published(run.path()))));
        }
        return part(
                "footprint and builds",
                () -> CompilingFigures.of(published(run.path()), RawFiles.compilingTimes(run.path(), 0)));
    }

    /** Of a VM that is resized in the middle of its work. */
    private Figures resizedVm() {
        Path folder = run.path();
        return measured("rates", () -> InflateFigures.of(RawFiles.resizes(folder), List.of(), ByteSize.ZERO))
                .and(part("footprint", () -> MultiVmFigures.footprint(List.of(samples(folder)))));
    }

    private Figures inflate(BenchmarkSpec.Inflate spec) {
        Path folder = run.path();
        return measured(
                        "rates",
                        () -> InflateFigures.of(RawFiles.resizes(folder), RawFiles.iterations(folder), spec.touch()))
                .and(part("footprint", () -> MultiVmFigures.footprint(List.of(samples(folder)))));
    }

    private Figures multivm(BenchmarkSpec.MultiVm spec) {
        return part("footprint and builds", () -> {
                    List<List<Sample>> vms = new ArrayList<>();
                    List<BuildTimes> builds = new ArrayList<>();
                    for (int vm = 0; vm < spec.vms(); vm++) {
                        Path folder = run.path().resolve("vm_" + vm);
                        vms.add(published(folder));
                        if (!isWithoutTimes(folder)) {
                            builds.add(RawFiles.buildTimes(folder, 0));
                        }
                    }
                    return MultiVmFigures.of(vms, builds);
                })
                .and(measured(
                        "workload time", () -> Figures.NONE.and(Figures.WORKLOAD_S, RawFiles.total(run.path(), 0))));
    }

    /** A footprint trace does not tell when the VM built. */
    private boolean isWithoutTimes(Path folder) {
        return isReplayed() && Files.notExists(folder.resolve("times_0.json"));
    }

    /** From the common start on, as the published artefact's figures are: without the boot. */
    private static List<Sample> published(Path folder) throws IOException {
        return RawFiles.published(folder, 0).stream()
                .map(PublishedSample::footprint)
                .toList();
    }

    /** From the boot on: a benchmark of one VM has no common start. */
    private static List<Sample> samples(Path folder) throws IOException {
        return RawFiles.samples(folder).stream().map(VmSample::footprint).toList();
    }

    private static List<String> notes(Optional<JsonNode> meta) {
        return meta.map(found -> found.at("/ballast/resizeTiming"))
                .filter(timing -> timing.hasNonNull("source"))
                .map(timing -> List.of(resizeTiming(timing)))
                .orElse(List.of());
    }

    private static String resizeTiming(JsonNode timing) {
        String source = timing.get("source").asText();
        long interval = timing.path("pollIntervalNs").asLong(0);
        return "resizes timed by " + source
                + (source.equals("qmp") && interval > 0 ? ", a query every " + Numbers.millis(interval) : "");
    }

    private boolean isReplayed() {
        return run.status() instanceof StoredStatus.Ended ended && ended.driver() == Driver.REPLAY;
    }

    /** What a footprint trace does not tell: of a replayed run, a file that is not there is no problem. */
    private Figures measured(String what, Reading<Figures> reading) {
        return part(what, () -> {
            try {
                return reading.read();
            } catch (NoSuchFileException | FileNotFoundException e) {
                if (isReplayed()) {
                    return Figures.NONE;
                }
                throw e;
            }
        });
    }

    private Figures part(String what, Reading<Figures> reading) {
        return attempt(what, reading).orElse(Figures.NONE);
    }

    private <T> Optional<T> attempt(String what, Reading<T> reading) {
        try {
            return Optional.of(reading.read());
        } catch (NoSuchFileException e) {
            problems.add("no " + what + ": there is no file " + e.getFile());
        } catch (IOException | IllegalArgumentException e) {
            problems.add("no " + what + ": " + e.getMessage());
        }
        return Optional.empty();
    }
}
