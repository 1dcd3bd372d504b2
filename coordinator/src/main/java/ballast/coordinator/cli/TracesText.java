package ballast.coordinator.cli;

import static ballast.coordinator.cli.TextTable.left;
import static ballast.coordinator.cli.TextTable.right;

import ballast.coordinator.cli.TracesCommand.Line;
import ballast.coordinator.exchange.TraceImport;
import ballast.coordinator.results.StoredTrace;
import ballast.coordinator.trace.Prediction;
import ballast.coordinator.trace.Trace;
import ballast.coordinator.trace.TraceKey;
import ballast.model.ByteSize;
import com.github.freva.asciitable.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

/** Traces for people. */
final class TracesText {
    private static final double GIB = 1L << 30;
    private static final int ENVELOPE_LINES = 24;

    private static final Column[] KEYS = {
        left("key"),
        left("benchmark"),
        left("workload"),
        left("mode"),
        right("memory"),
        right("cores"),
        right("VMs"),
        left("host"),
        right("runs"),
        right("s"),
        right("peak GiB"),
        right("mean GiB"),
        right("GiB s")
    };
    private static final Column[] RUNS = {
        left("run"), left("host"), left("started"), right("s"), right("peak GiB"), right("mean GiB"), right("GiB s")
    };
    private static final Column[] ENVELOPE = {right("from s"), right("to s"), right("at most GiB")};

    private TracesText() {}

    /** Several lines, the last one ended; figures are the latest run's. */
    static String list(List<Line> lines) {
        return lines.isEmpty()
                ? "no traces yet: each completed run leaves one; or: ballast traces import DIR\n"
                : TextTable.of(KEYS, lines.stream().map(TracesText::row).toList());
    }

    private static Object[] row(Line line) {
        TraceKey key = line.entry().key();
        Trace latest = line.latest().sum();
        return new Object[] {
            key.id(),
            key.benchmark(),
            key.workload(),
            key.mode(),
            key.memory().toHumanText(),
            key.cores(),
            key.vms(),
            key.host().label(),
            line.entry().files().size(),
            latest.seconds(),
            gib(latest.peak()),
            mean(latest),
            area(latest)
        };
    }

    /** Likewise. */
    static String show(TraceKey key, List<StoredTrace> runs, Prediction prediction) {
        StringBuilder text = new StringBuilder();
        text.append(key.id()).append(": ").append(title(key)).append('\n');
        key.parameters()
                .forEach((name, value) -> text.append("  ")
                        .append(name)
                        .append(": ")
                        .append(value)
                        .append('\n'));
        Trace envelope = prediction.envelope();
        return text.append('\n')
                .append(TextTable.of(RUNS, runs.stream().map(TracesText::row).toList()))
                .append(String.format(
                        Locale.ROOT,
                        "%nprediction at quantile %s from the latest %d: %d s, peak %s GiB, mean %s GiB, %s GiB s%n",
                        prediction.quantile(),
                        prediction.samples(),
                        envelope.seconds(),
                        gib(envelope.peak()),
                        mean(envelope),
                        area(envelope)))
                .append(String.format(
                        Locale.ROOT,
                        "paces up to %.1f %% slower or faster, %.1f %% more memory than seen%n",
                        100 * prediction.pace(),
                        100 * prediction.padding()))
                .append(TextTable.of(ENVELOPE, buckets(envelope)))
                .toString();
    }

    private static String title(TraceKey key) {
        return key.benchmark() + " " + key.workload() + ", " + key.mode() + ", " + key.vms()
                + (key.vms() == 1 ? " VM" : " VMs") + " of " + key.memory().toHumanText() + " and " + key.cores()
                + (key.cores() == 1 ? " core" : " cores") + ", on " + key.host().label()
                + (key.host().isReplay() ? " (not measured)" : "");
    }

    private static Object[] row(StoredTrace run) {
        Trace sum = run.sum();
        return new Object[] {
            run.source().attempt(),
            run.source().host().value(),
            run.source().started(),
            sum.seconds(),
            gib(sum.peak()),
            mean(sum),
            area(sum)
        };
    }

    private static List<Object[]> buckets(Trace trace) {
        int width = (trace.seconds() + ENVELOPE_LINES - 1) / ENVELOPE_LINES;
        List<Object[]> rows = new ArrayList<>();
        for (int from = 0; from < trace.seconds(); from += width) {
            int to = Math.min(trace.seconds(), from + width);
            long most = LongStream.of(trace.toArray())
                    .skip(from)
                    .limit(to - from)
                    .max()
                    .orElseThrow();
            rows.add(new Object[] {from, to, gib(most)});
        }
        return rows;
    }

    /** Likewise. */
    static String imported(TraceImport.Imported imported) {
        StringBuilder text = new StringBuilder();
        imported.keys()
                .forEach((key, runs) -> text.append(key.id())
                        .append(": ")
                        .append(runs)
                        .append(runs == 1 ? " run of " : " runs of ")
                        .append(title(key))
                        .append('\n'));
        if (imported.leftOut() > 0) {
            text.append(imported.leftOut())
                    .append(imported.leftOut() == 1 ? " run" : " runs")
                    .append(" left out: not completed, or without samples of memory over time\n");
        }
        return text.toString();
    }

    private static String gib(long bytes) {
        return String.format(Locale.ROOT, "%.3f", new ByteSize(bytes).toGiB());
    }

    private static String mean(Trace trace) {
        return gib((long) (trace.byteSeconds() / trace.seconds()));
    }

    private static String area(Trace trace) {
        return String.format(Locale.ROOT, "%.1f", trace.byteSeconds() / GIB);
    }
}
