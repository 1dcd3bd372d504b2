package ballast.agent.replay;

import ballast.agent.replay.FootprintTrace.Column;
import ballast.agent.sample.CsvFile;
import ballast.model.BenchmarkSpec;
import ballast.model.VmSpec;
import ballast.model.VmStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** One VM that is not there. Times are the trace's own, in s; it begins at its first row and ends at its last. */
record VmReplay(int index, VmSpec spec, Recording recording) {
    private static final double SMALL_PAGE = 4096;
    private static final double HUGE_PAGE = 2 << 20;
    private static final Column[] SAMPLES = {Column.TIME, Column.RSS, Column.RAM, Column.TARGET};
    private static final Column[] PUBLISHED = {
        Column.TIME, Column.RSS, Column.SMALL, Column.HUGE, Column.CACHED, Column.TOTAL
    };

    double seconds() {
        return trace().end() - trace().start();
    }

    /**
     * As it was {@code played} seconds of the trace after its beginning, each value the last that was recorded until then; a trace
     * without the guest's memory or its target counts what is resident, and the full size. Empty once it has ended.
     */
    Optional<VmStatus> statusAt(double played, Instant now) {
        if (played >= seconds() && played > 0) {
            return Optional.empty();
        }
        double time = trace().start() + played;
        int row = Math.max(0, trace().rowAt(time));
        double rss = known(Column.RSS, row, 0);
        // the published multivm files have these two the wrong way round; no guest caches more than it has
        double cached = trace().value(Column.CACHED, row);
        double total = trace().value(Column.TOTAL, row);
        return Optional.of(new VmStatus(
                index,
                recording.phaseAt(time),
                (long) rss,
                (long) known(Column.RAM, row, rss),
                (long) known(Column.TARGET, row, (double) spec.memory().bytes()),
                free(row),
                Optional.of(new VmStatus.Detail(
                        now,
                        Double.NaN,
                        trace().value(Column.HUGE, row) * HUGE_PAGE,
                        Math.min(cached, total),
                        Math.max(cached, total)))));
    }

    /** What the buddy allocator has free, which is a little less than MemFree. */
    private double free(int row) {
        return trace().value(Column.SMALL, row) * SMALL_PAGE;
    }

    private double known(Column column, int row, double otherwise) {
        double value = trace().lastKnown(column, row);
        return Double.isNaN(value) ? otherwise : value;
    }

    /**
     * Writes the raw files of the rows until {@code played}: {@code samples.csv} and {@code phases.csv}; for benchmarks that have it
     * {@code out_0.csv}; and what was recorded beside the trace, if all of it was played. Times are written to the µs.
     */
    void write(Path folder, BenchmarkSpec benchmark, double played) throws IOException {
        double until = played < seconds() ? trace().start() + played : trace().end();
        int rows = Math.max(1, trace().rowAt(until) + 1);
        write(folder.resolve(Recording.SAMPLES), SAMPLES, rows);
        boolean whole = rows == trace().rows();
        if (whole) {
            for (Path file : recording.beside()) {
                Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        if (!whole || !recording.has(Recording.PHASES)) {
            writePhases(folder.resolve(Recording.PHASES), until);
        }
        if (isPublished(benchmark) && !(whole && recording.has(Recording.PUBLISHED))) {
            write(folder.resolve(Recording.PUBLISHED), PUBLISHED, rows);
        }
    }

    private static boolean isPublished(BenchmarkSpec benchmark) {
        return benchmark instanceof BenchmarkSpec.MultiVm
                || benchmark instanceof BenchmarkSpec.Compiling
                || benchmark instanceof BenchmarkSpec.Blender;
    }

    private void write(Path file, Column[] columns, int rows) throws IOException {
        List<String> header = Arrays.stream(columns).map(Column::label).toList();
        try (CsvFile csv = new CsvFile(file, String.join(",", header))) {
            for (int row = 0; row < rows; row++) {
                int at = row;
                csv.row(Arrays.stream(columns).map(column -> cell(column, at)).toArray());
            }
        }
    }

    private Object cell(Column column, int row) {
        double value = trace().value(column, row);
        return column == Column.TIME || Double.isNaN(value) ? (Object) value : (Object) (long) value;
    }

    private void writePhases(Path file, double until) throws IOException {
        try (CsvFile csv = new CsvFile(file, "phase,iteration,start,end")) {
            csv.row("replay", 0, trace().start(), until);
        }
    }

    FootprintTrace trace() {
        return recording.trace();
    }
}
