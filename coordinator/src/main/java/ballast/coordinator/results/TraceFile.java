package ballast.coordinator.results;

import ballast.coordinator.trace.Trace;
import ballast.model.AttemptId;
import ballast.model.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;

/**
 * A stored trace as gzipped text: a line of JSON that says where it comes from, then a line for each VM, its bytes by second, {@code 4096*3} for
 * 4096 three times.
 */
final class TraceFile {
    static final String SUFFIX = ".trace.gz";

    private TraceFile() {}

    /** Sorts by campaign, and so by time. */
    static String name(AttemptId attempt) {
        return attempt.run().campaign().value() + "." + attempt.run().cell().value() + ".rep-"
                + attempt.run().repetition() + ".attempt-" + attempt.number() + SUFFIX;
    }

    static void write(Path file, StoredTrace trace) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (Writer out = new OutputStreamWriter(new GZIPOutputStream(bytes), StandardCharsets.UTF_8)) {
            out.write(Json.mapper().writeValueAsString(trace.source()) + "\n");
            for (Trace vm : trace.vms()) {
                out.write(runLengths(vm) + "\n");
            }
        }
        Durable.write(file, bytes.toByteArray());
    }

    private static String runLengths(Trace trace) {
        StringJoiner text = new StringJoiner(" ");
        int end;
        for (int start = 0; start < trace.seconds(); start = end) {
            end = start + 1;
            while (end < trace.seconds() && trace.at(end) == trace.at(start)) {
                end++;
            }
            text.add(end - start == 1 ? "" + trace.at(start) : trace.at(start) + "*" + (end - start));
        }
        return text.toString();
    }

    /** @throws RawFileException with file and line if it is not such a file */
    static StoredTrace read(Path file) throws IOException {
        int line = 1;
        try (var in = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            StoredTrace.Source source = Json.mapper().readValue(in.readLine(), StoredTrace.Source.class);
            List<Trace> vms = new ArrayList<>();
            for (String text = in.readLine(); text != null; text = in.readLine()) {
                line++;
                vms.add(trace(text));
            }
            return new StoredTrace(source, vms);
        } catch (ZipException | EOFException | JsonProcessingException | IllegalArgumentException e) {
            throw new RawFileException(file + ":" + line + ": not a trace: " + e.getMessage()
                    + "; remove it and let it be made again: ballast traces list --rebuild");
        }
    }

    private static Trace trace(String text) {
        long[] bytes = new long[16];
        int length = 0;
        for (String run : text.split(" ", -1)) {
            int star = run.indexOf('*');
            long value = Long.parseLong(star < 0 ? run : run.substring(0, star));
            int count = star < 0 ? 1 : Integer.parseInt(run.substring(star + 1));
            if (count < 1 || count > Integer.MAX_VALUE / 2 - length) {
                throw new IllegalArgumentException("got '" + run + "', want bytes or bytes*seconds");
            }
            if (length + count > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(length + count, 2 * bytes.length));
            }
            Arrays.fill(bytes, length, length + count, value);
            length += count;
        }
        return Trace.of(Arrays.copyOf(bytes, length));
    }
}
