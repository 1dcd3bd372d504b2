package ballast.coordinator.cli;

import ballast.coordinator.cli.TracesCommand.Line;
import ballast.coordinator.exchange.TraceImport;
import ballast.coordinator.results.StoredTrace;
import ballast.coordinator.trace.Prediction;
import ballast.coordinator.trace.Trace;
import ballast.coordinator.trace.TraceKey;
import ballast.model.Json;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Traces for programs. Sizes in bytes, times in s; {@code byte_seconds} is the area below a trace. */
final class TracesJson {
    private TracesJson() {}

    /** One document, the last line ended. */
    static String list(List<Line> lines) {
        ObjectNode document = Json.mapper().createObjectNode();
        ArrayNode traces = document.putArray("traces");
        for (Line line : lines) {
            ObjectNode node = traces.addObject();
            key(line.entry().key(), node);
            node.put("runs", line.entry().files().size());
            run(line.latest(), node.putObject("latest"));
        }
        return document.toPrettyString() + "\n";
    }

    /** Likewise; the envelope by second. */
    static String show(TraceKey key, List<StoredTrace> runs, Prediction prediction) {
        ObjectNode document = Json.mapper().createObjectNode();
        key(key, document);
        ArrayNode list = document.putArray("runs");
        runs.forEach(run -> run(run, list.addObject()));
        ObjectNode node = document.putObject("prediction");
        node.put("quantile", prediction.quantile());
        node.put("samples", prediction.samples());
        node.put("pace", prediction.pace());
        node.put("padding", prediction.padding());
        figures(prediction.envelope(), node);
        ArrayNode bytes = node.putArray("bytes");
        for (long value : prediction.envelope().toArray()) {
            bytes.add(value);
        }
        return document.toPrettyString() + "\n";
    }

    /** Likewise. */
    static String imported(TraceImport.Imported imported) {
        ObjectNode document = Json.mapper().createObjectNode();
        ArrayNode traces = document.putArray("traces");
        imported.keys().forEach((key, runs) -> {
            ObjectNode node = traces.addObject();
            key(key, node);
            node.put("runs", runs);
        });
        document.put("left_out", imported.leftOut());
        return document.toPrettyString() + "\n";
    }

    private static void key(TraceKey key, ObjectNode into) {
        into.put("key", key.id());
        into.put("benchmark", key.benchmark());
        into.put("workload", key.workload());
        into.put("mode", key.mode().label());
        into.put("memory_bytes", key.memory().bytes());
        into.put("cores", key.cores());
        into.put("vms", key.vms());
        into.put("host", key.host().label());
        into.put("replayed", key.host().isReplay());
        ObjectNode parameters = into.putObject("parameters");
        key.parameters().forEach(parameters::put);
    }

    private static void run(StoredTrace run, ObjectNode into) {
        into.put("run", run.source().attempt().toString());
        into.put("host", run.source().host().value());
        into.put("started", run.source().started().toString());
        figures(run.sum(), into);
    }

    private static void figures(Trace trace, ObjectNode into) {
        into.put("seconds", trace.seconds());
        into.put("peak_bytes", trace.peak());
        into.put("mean_bytes", (long) (trace.byteSeconds() / trace.seconds()));
        into.put("byte_seconds", trace.byteSeconds());
    }
}
