package ballast.coordinator.exchange;

import ballast.coordinator.results.RawFileException;
import ballast.coordinator.results.RawFiles;
import ballast.coordinator.results.StoredRun;
import ballast.coordinator.results.StoredStatus;
import ballast.coordinator.stats.BuildTimes;
import ballast.coordinator.stats.CompilingTimes;
import ballast.coordinator.stats.FtqQuanta;
import ballast.coordinator.stats.GuestSample;
import ballast.coordinator.stats.Iteration;
import ballast.coordinator.stats.Phase;
import ballast.coordinator.stats.PublishedSample;
import ballast.coordinator.stats.StreamIteration;
import ballast.coordinator.stats.VmSample;
import ballast.coordinator.table.TableFile;
import ballast.model.BenchmarkSpec;
import ballast.model.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** One run's rows of a table. What cannot be read is told and takes only its own rows with it. */
final class RunRows {
    private final StoredRun run;
    private final TableFile table;
    private final List<String> problems;
    private final List<Object> which;
    private long rows;

    RunRows(StoredRun run, TableFile table, List<String> problems) throws IOException {
        this.run = run;
        this.table = table;
        this.problems = problems;
        this.which = List.of(
                run.run().campaign().value(),
                run.run().cell().value(),
                run.cell().benchmark(),
                run.cell().mode().label(),
                run.run().repetition(),
                ((StoredStatus.Ended) run.status()).accel().label(),
                Json.mapper().writeValueAsString(run.cell().parameters()));
    }

    /** @return how many */
    long write(TableKind kind) throws IOException {
        boolean several = run.cell().spec() instanceof BenchmarkSpec.MultiVm;
        for (int vm = 0; vm < run.cell().spec().vmCount(); vm++) {
            Path folder = several ? run.path().resolve("vm_" + vm) : run.path();
            switch (kind) {
                case SAMPLES -> samples(vm, folder);
                case ITERATIONS -> iterations(vm, folder);
                case PHASES -> phases(vm, folder);
            }
        }
        return rows;
    }

    private interface Reading {
        void read() throws IOException;
    }

    private void from(Path file, Reading reading) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        try {
            reading.read();
        } catch (RawFileException e) {
            problems.add(e.getMessage());
        }
    }

    private void row(Object... values) throws IOException {
        List<Object> row = new ArrayList<>(which);
        row.addAll(Arrays.asList(values));
        table.row(row.toArray());
        rows++;
    }

    private void samples(int vm, Path folder) throws IOException {
        from(folder.resolve("samples.csv"), () -> {
            for (VmSample s : RawFiles.samples(folder)) {
                row(vm, "samples", s.time(), s.rss(), s.ram(), s.target(), null, null, null, null, null);
            }
        });
        from(folder.resolve("guest.csv"), () -> {
            for (GuestSample s : RawFiles.guest(folder)) {
                row(vm, "guest", s.time(), s.rss(), null, null, s.small(), s.huge(), s.cached(), s.total(), s.free());
            }
        });
        from(folder.resolve("out_0.csv"), () -> {
            for (PublishedSample s : RawFiles.published(folder, 0)) {
                row(vm, "published", s.time(), s.rss(), null, null, s.small(), s.huge(), s.cached(), s.total(), null);
            }
        });
    }

    private void iterations(int vm, Path folder) throws IOException {
        switch (run.cell().spec().name()) {
            case "inflate" -> from(folder.resolve("out.csv"), () -> inflate(vm, folder));
            case "stream" -> from(folder.resolve("Copy.csv"), () -> stream(vm, folder));
            case "ftq" -> from(folder.resolve("counts.dat"), () -> ftq(vm, folder));
            default -> from(folder.resolve("times_0.json"), () -> builds(vm, folder));
        }
    }

    private void inflate(int vm, Path folder) throws IOException {
        int i = 0;
        for (Iteration it : RawFiles.iterations(folder)) {
            measured(vm, "inflate", null, ++i, it.shrink(), it.grow(), it.touch(), it.touch2(), null, null, null, null);
        }
    }

    private void stream(int vm, Path folder) throws IOException {
        int i = 0;
        for (StreamIteration it : RawFiles.stream(folder)) {
            double bandwidth = it.megabytesPerSecond();
            measured(vm, "stream", null, ++i, null, null, null, null, it.seconds(), bandwidth, null, null);
        }
    }

    private void ftq(int vm, Path folder) throws IOException {
        FtqQuanta quanta = RawFiles.ftq(folder, ((BenchmarkSpec.Ftq) run.cell().spec()).threads());
        for (int i = 0; i < quanta.counts().size(); i++) {
            int thread = i / quanta.perThread();
            long work = quanta.counts().get(i);
            long time = quanta.times().get(i);
            int quantum = i % quanta.perThread() + 1;
            measured(vm, "ftq", thread, quantum, null, null, null, null, null, null, work, time);
        }
    }

    /** All but builds have no times. */
    private void measured(int vm, String what, Object... values) throws IOException {
        List<Object> row = new ArrayList<>(List.of(vm, what));
        row.addAll(Arrays.asList(values));
        row.addAll(Collections.nCopies(3, null));
        row(row.toArray());
    }

    private void builds(int vm, Path folder) throws IOException {
        if (run.cell().spec() instanceof BenchmarkSpec.MultiVm) {
            BuildTimes times = RawFiles.buildTimes(folder, 0);
            for (int i = 0; i < times.build().size(); i++) {
                double clean = i < times.clean().size() ? times.clean().get(i) : Double.NaN;
                build(vm, i + 1, times.start().get(i), times.build().get(i), clean);
            }
            return;
        }
        CompilingTimes times = RawFiles.compilingTimes(folder, 0);
        for (int i = 0; i < times.build().size(); i++) {
            boolean last = i == times.build().size() - 1;
            build(vm, i + 1, times.start(i), times.build().get(i), last ? times.clean() : Double.NaN);
        }
    }

    private void build(int vm, int build, double start, double end, double clean) throws IOException {
        List<Object> row = new ArrayList<>(Arrays.asList(vm, "build", null, build));
        row.addAll(Collections.nCopies(8, null));
        row.addAll(List.of(start, end, clean));
        row(row.toArray());
    }

    private void phases(int vm, Path folder) throws IOException {
        from(folder.resolve("phases.csv"), () -> {
            for (Phase phase : RawFiles.phases(folder)) {
                row(vm, phase.phase(), phase.iteration(), phase.start(), phase.end());
            }
        });
    }
}
