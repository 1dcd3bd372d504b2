package ballast.coordinator.results;

import ballast.coordinator.stats.BuildTimes;
import ballast.coordinator.stats.CompilingTimes;
import ballast.coordinator.stats.FtqQuanta;
import ballast.coordinator.stats.GuestSample;
import ballast.coordinator.stats.Iteration;
import ballast.coordinator.stats.Phase;
import ballast.coordinator.stats.PublishedSample;
import ballast.coordinator.stats.Resize;
import ballast.coordinator.stats.StreamIteration;
import ballast.coordinator.stats.VmSample;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The raw files of an attempt (reference.md §3, and ours). Each reader takes the folder that the file lies in: the attempt's or
 * one of its {@code vm_K}. All throw {@link RawFileException}, with file and line, on content that they do not understand.
 */
public final class RawFiles {
    private static final int ORDERS = 11;

    private RawFiles() {}

    /** {@code out.csv} of inflate. The artefact writes 0 for what nofault runs do not measure, we write nan: both become NaN. */
    public static List<Iteration> iterations(Path folder) throws IOException {
        return CsvTable.read(
                folder.resolve("out.csv"),
                row -> new Iteration(
                        row.integer("shrink"), row.integer("grow"), measured(row, "touch"), measured(row, "touch2")));
    }

    private static double measured(CsvTable.Row row, String column) throws RawFileException {
        double nanos = row.number(column);
        return nanos == 0 ? Double.NaN : nanos;
    }

    /** {@code resizes.csv} of inflate. */
    public static List<Resize> resizes(Path folder) throws IOException {
        return CsvTable.read(
                folder.resolve("resizes.csv"),
                row -> new Resize(
                        (int) row.integer("iteration"),
                        direction(row),
                        row.integer("from"),
                        row.integer("to"),
                        row.integer("reached"),
                        row.integer("ns"),
                        row.text("source")));
    }

    private static Resize.Direction direction(CsvTable.Row row) throws RawFileException {
        String text = row.text("direction");
        return switch (text) {
            case "shrink" -> Resize.Direction.SHRINK;
            case "grow" -> Resize.Direction.GROW;
            default -> throw row.problem("direction: got '" + text + "', want shrink or grow");
        };
    }

    /** {@code samples.csv}. */
    public static List<VmSample> samples(Path folder) throws IOException {
        return CsvTable.read(
                folder.resolve("samples.csv"),
                row -> new VmSample(row.number("time"), row.number("rss"), row.number("ram"), row.number("target")));
    }

    /** {@code guest.csv}. */
    public static List<GuestSample> guest(Path folder) throws IOException {
        return CsvTable.read(
                folder.resolve("guest.csv"),
                row -> new GuestSample(
                        row.number("time"),
                        row.number("rss"),
                        row.number("small"),
                        row.number("huge"),
                        row.number("cached"),
                        row.number("total"),
                        row.number("free"),
                        orders(row)));
    }

    private static List<Double> orders(CsvTable.Row row) throws RawFileException {
        List<Double> orders = new ArrayList<>();
        for (int order = 0; order < ORDERS; order++) {
            orders.add(row.number("order" + order));
        }
        return orders;
    }

    /** {@code phases.csv}. */
    public static List<Phase> phases(Path folder) throws IOException {
        return CsvTable.read(
                folder.resolve("phases.csv"),
                row -> new Phase(
                        row.text("phase"), (int) row.integer("iteration"), row.number("start"), row.number("end")));
    }

    /**
     * {@code out_I.csv}. The artefact's multivm files have cached and total the wrong way round; no guest caches more than it
     * has, so that such rows are known and put right.
     */
    public static List<PublishedSample> published(Path folder, int iteration) throws IOException {
        return CsvTable.read(folder.resolve("out_" + iteration + ".csv"), row -> {
            double cached = row.number("cached");
            double total = row.number("total");
            boolean swapped = cached > total;
            return new PublishedSample(
                    row.number("time"),
                    row.number("rss"),
                    row.number("small"),
                    row.number("huge"),
                    swapped ? total : cached,
                    swapped ? cached : total);
        });
    }

    /** {@code times_I.json} of one of multivm's VMs. */
    public static BuildTimes buildTimes(Path folder, int iteration) throws IOException {
        return JsonFile.read(folder.resolve("times_" + iteration + ".json"), BuildTimes.class);
    }

    /** {@code times_I.json} of compiling and blender. Early files of the artefact have one build, not a list, and no drop of the cache. */
    public static CompilingTimes compilingTimes(Path folder, int iteration) throws IOException {
        Path file = folder.resolve("times_" + iteration + ".json");
        JsonNode json = JsonFile.read(file, JsonNode.class);
        try {
            return new CompilingTimes(
                    marks(json, "build"),
                    marks(json, "delay"),
                    json.path("clean").asDouble(Double.NaN),
                    json.path("drop").asDouble(json.path("shrink").asDouble(Double.NaN)),
                    json.at("/cpu/user").asDouble(Double.NaN),
                    json.at("/cpu/system").asDouble(Double.NaN));
        } catch (IllegalArgumentException e) {
            throw new RawFileException(file + ":1: " + e.getMessage());
        }
    }

    private static List<Double> marks(JsonNode json, String key) {
        List<Double> marks = new ArrayList<>();
        JsonNode node = json.path(key);
        for (JsonNode mark : node.isArray() ? node : List.of(node)) {
            if (!mark.isNumber()) {
                throw new IllegalArgumentException(
                        key + ": got " + (mark.isMissingNode() ? "nothing" : mark) + ", want numbers, in s");
            }
            marks.add(mark.doubleValue());
        }
        return marks;
    }

    /** {@code Copy.csv} of stream. */
    public static List<StreamIteration> stream(Path folder) throws IOException {
        return CsvTable.read(
                folder.resolve("Copy.csv"),
                row -> new StreamIteration(row.number("IterTime"), row.number("Bandwidth")));
    }

    /** {@code counts.dat} and {@code times.dat} of ftq. */
    public static FtqQuanta ftq(Path folder, int threads) throws IOException {
        try {
            return new FtqQuanta(
                    threads, integers(folder.resolve("counts.dat")), integers(folder.resolve("times.dat")));
        } catch (IllegalArgumentException e) {
            throw new RawFileException(folder.resolve("counts.dat") + ":1: " + e.getMessage());
        }
    }

    private static List<Long> integers(Path file) throws IOException {
        List<Long> integers = new ArrayList<>();
        int line = 0;
        for (String text : Files.readAllLines(file)) {
            line++;
            try {
                integers.add(Long.parseLong(text.strip()));
            } catch (NumberFormatException e) {
                throw new RawFileException(file + ":" + line + ": got '" + text + "', want a whole number");
            }
        }
        return integers;
    }

    /** {@code time_I.txt} of multivm: how long all VMs worked, in s; NaN if there is no such file. */
    public static double total(Path folder, int iteration) throws IOException {
        return json(folder.resolve("time_" + iteration + ".txt"))
                .map(json -> json.path("total").path(0).asDouble(Double.NaN))
                .orElse(Double.NaN);
    }

    /** {@code timing.json}: where the attempt's time went, in s; empty if it failed before that was known. */
    public static Map<String, Double> timing(Path folder) throws IOException {
        Path file = folder.resolve("timing.json");
        if (!Files.exists(file)) {
            return Map.of();
        }
        return JsonFile.read(file, new TypeReference<Map<String, Double>>() {});
    }

    /** {@code spec.json}. */
    public static StoredSpec spec(Path folder) throws IOException {
        return JsonFile.read(folder.resolve(StoreLayout.SPEC), StoredSpec.class);
    }

    /** {@code meta.json}; empty if the attempt failed before it was written. */
    /** Of meta.json's {@code guard.marks}. */
    private static final Set<String> DISTURBING = Set.of("shrunk", "paused");

    /** Whether the host's memory guard has shrunk or paused a run: its figures are not those of one that was left alone. */
    public static boolean isDisturbed(Path folder) throws IOException {
        for (JsonNode mark : meta(folder).map(json -> json.at("/guard/marks")).orElse(MissingNode.getInstance())) {
            if (DISTURBING.contains(mark.asText())) {
                return true;
            }
        }
        return false;
    }

    public static Optional<JsonNode> meta(Path folder) throws IOException {
        return json(folder.resolve("meta.json"));
    }

    private static Optional<JsonNode> json(Path file) throws IOException {
        return Files.exists(file) ? Optional.of(JsonFile.read(file, JsonNode.class)) : Optional.empty();
    }
}
