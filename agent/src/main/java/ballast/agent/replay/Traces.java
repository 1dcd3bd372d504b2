package ballast.agent.replay;

import ballast.model.ArtefactKind;
import ballast.model.Cell;
import ballast.model.FailureKind;
import ballast.model.FaultException;
import ballast.model.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder of footprint traces, read once; agents of one JVM may share it. VM K of a cell plays the first that there is of
 *
 * <ol>
 *   <li>{@code cell-ID-vmK.csv}, {@code cell-ID.csv}, for the one cell with this id
 *   <li>{@code BENCHMARK-MODE-vmK.csv}, {@code BENCHMARK-MODE.csv}
 *   <li>{@code BENCHMARK-vmK.csv}, {@code BENCHMARK.csv}
 *   <li>{@code default-vmK.csv}, {@code default.csv}
 * </ol>
 *
 * as in {@code multivm-base-auto-vm1.csv}. Each is the store's {@code samples.csv} of an earlier run, or a published
 * {@code out_I.csv}. In place of {@code NAME.csv} there may be a folder {@code NAME}: the files of an earlier run as the store
 * has them ({@code samples.csv} and what lies beside it, or {@code vm_K} for each VM). Files whose names begin with a dot or with
 * {@code README} are passed over.
 */
public final class Traces {
    private static final String DEFAULT = "default";
    private static final String CELL = "cell-";
    private static final List<String> BENCHMARKS =
            List.of("inflate", "stream", "ftq", "compiling", "blender", "multivm");
    private static final Pattern NAME = Pattern.compile("(?<stem>.+?)(-vm(?<vm>\\d{1,4}))?");

    private final Path folder;
    private final Map<String, Recording> recordings;

    private Traces(Path folder, Map<String, Recording> recordings) {
        this.folder = folder;
        this.recordings = recordings;
    }

    /**
     * Blocks on the disk.
     *
     * @throws FaultException of kind HOST with all that is wrong, a line each
     */
    public static Traces load(Path folder) throws FaultException {
        Map<String, Recording> found = new TreeMap<>();
        List<String> problems = new ArrayList<>();
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.sorted().toList()) {
                String name = entry.getFileName().toString();
                if (!name.startsWith(".") && !name.startsWith("README")) {
                    read(entry, name, found, problems);
                }
            }
        } catch (IOException e) {
            String why = Files.isDirectory(folder) ? "cannot be read: " + e : "no such folder";
            throw new FaultException(FailureKind.HOST, "traces " + folder + ": " + why, e);
        }
        if (found.isEmpty() && problems.isEmpty()) {
            problems.add("traces " + folder + ": got none, want " + DEFAULT + ".csv or such as multivm-base-auto.csv");
        }
        if (!problems.isEmpty()) {
            throw new FaultException(FailureKind.HOST, String.join("\n", problems));
        }
        return new Traces(folder, found);
    }

    private static void read(Path entry, String name, Map<String, Recording> found, List<String> problems)
            throws IOException {
        boolean isFolder = Files.isDirectory(entry);
        String key = isFolder ? name : name.replaceFirst("\\.csv$", "");
        if ((!isFolder && !name.endsWith(".csv")) || !isKnown(key)) {
            problems.add(
                    entry + ":1: got this name, want " + DEFAULT + ".csv, BENCHMARK.csv or BENCHMARK-MODE.csv, with"
                            + " -vm0, -vm1 … before .csv for single VMs; benchmarks: " + BENCHMARKS + ", modes: "
                            + Mode.labels());
        } else if (isFolder) {
            readFolder(entry, key, found, problems);
        } else if (found.containsKey(key)) {
            problems.add(entry + ":1: got it beside a folder of the same name, want one of both");
        } else {
            Recording.ofFile(entry, name, problems).ifPresent(recording -> found.put(key, recording));
        }
    }

    private static void readFolder(Path folder, String key, Map<String, Recording> found, List<String> problems)
            throws IOException {
        boolean read = false;
        if (hasTrace(folder)) {
            Recording.ofFolder(folder, key, problems).ifPresent(recording -> found.put(key, recording));
            read = true;
        }
        for (int vm = 0; hasTrace(folder.resolve("vm_" + vm)); vm++) {
            String ofVm = key + "-vm" + vm;
            Recording.ofFolder(folder.resolve("vm_" + vm), key + "/vm_" + vm, problems)
                    .ifPresent(recording -> found.put(ofVm, recording));
            read = true;
        }
        if (!read) {
            problems.add(
                    folder + ":1: got a folder without samples.csv, out_0.csv and vm_0, want an earlier run's files");
        }
    }

    private static boolean hasTrace(Path folder) {
        return Files.isRegularFile(folder.resolve(Recording.SAMPLES))
                || Files.isRegularFile(folder.resolve(Recording.PUBLISHED));
    }

    private static boolean isKnown(String key) {
        String stem = stem(key);
        return stem.equals(DEFAULT)
                || stem.startsWith(CELL)
                || BENCHMARKS.contains(stem)
                || BENCHMARKS.stream()
                        .filter(benchmark -> stem.startsWith(benchmark + "-"))
                        .anyMatch(benchmark -> Mode.labels().contains(stem.substring(benchmark.length() + 1)));
    }

    private static String stem(String key) {
        Matcher name = NAME.matcher(key);
        return name.matches() ? name.group("stem") : key;
    }

    /**
     * What a VM of a cell plays.
     *
     * @throws FaultException of kind HOST if there is nothing for it
     */
    Recording of(Cell cell, int vm) throws FaultException {
        List<String> stems = List.of(CELL + cell.id(), cell.benchmark() + "-" + cell.mode(), cell.benchmark(), DEFAULT);
        return stems.stream()
                .flatMap(stem -> Stream.of(stem + "-vm" + vm, stem))
                .flatMap(key -> Optional.ofNullable(recordings.get(key)).stream())
                .findFirst()
                .orElseThrow(() -> new FaultException(
                        FailureKind.HOST,
                        "no footprint trace for VM " + vm + " of " + stems.get(1) + " in " + folder + ": got "
                                + recordings.keySet() + ", want " + stems.get(1) + ".csv, " + stems.get(2) + ".csv or "
                                + DEFAULT + ".csv"));
    }

    /** What modes' VMs the traces stand for. A trace that is for no mode in particular stands for all. */
    Set<ArtefactKind> kinds() {
        Set<ArtefactKind> kinds = EnumSet.noneOf(ArtefactKind.class);
        for (String key : recordings.keySet()) {
            String stem = stem(key);
            if (stem.equals(DEFAULT) || stem.startsWith(CELL) || BENCHMARKS.contains(stem)) {
                return EnumSet.allOf(ArtefactKind.class);
            }
            kinds.add(Mode.of(stem.substring(stem.indexOf('-') + 1)).kind());
        }
        return kinds;
    }

    /** How many they are, for people. */
    public int size() {
        return recordings.size();
    }
}
