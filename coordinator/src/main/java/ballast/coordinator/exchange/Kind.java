package ballast.coordinator.exchange;

import ballast.model.BenchmarkSpec;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The published artefact's benchmarks, and which of a run folder's files is which of ours. A run folder holds several of our
 * runs: a place in it is a repetition's index ({@code out_1.csv}) or a number of threads ({@code 4/Copy.csv}).
 */
enum Kind {
    INFLATE("inflate"),
    /** Blender, too. */
    COMPILING("compiling"),
    MULTIVM("multivm"),
    STREAM("stream"),
    FTQ("stream");

    /** The only place of an inflate run. */
    static final String ONLY = "0";

    private static final Pattern INDEXED = Pattern.compile("(out|times|boot)_(\\d{1,4})\\.(csv|json|txt)");
    private static final Pattern TOTAL = Pattern.compile("time_(\\d{1,4})\\.txt");
    private static final Pattern OF_VM = Pattern.compile("(vm_\\d{1,4})/([^/]+)");
    private static final Pattern OF_THREADS =
            Pattern.compile("(\\d{1,4})/(cmd\\.sh|out\\.txt|Copy\\.csv|counts\\.dat|times\\.dat)");

    private final String folder;

    Kind(String folder) {
        this.folder = folder;
    }

    /**
     * Where a published file belongs.
     *
     * @param place empty for a file that all runs of the folder share
     * @param path below our run's folder
     */
    record Located(Optional<String> place, String path) {
        private static Located at(String place, String path) {
            return new Located(Optional.of(place), path);
        }

        private static Optional<Located> shared(String path) {
            return Optional.of(new Located(Optional.empty(), path));
        }
    }

    static Kind of(BenchmarkSpec spec) {
        return switch (spec.name()) {
            case "inflate" -> INFLATE;
            case "multivm" -> MULTIVM;
            case "stream" -> STREAM;
            case "ftq" -> FTQ;
            default -> COMPILING;
        };
    }

    /** Below which its runs lie. */
    String folder() {
        return folder;
    }

    /** A run's place in its folder, which holds so many runs already. */
    String place(BenchmarkSpec spec, int before) {
        return switch (this) {
            case INFLATE -> ONLY;
            case COMPILING, MULTIVM -> String.valueOf(before);
            case STREAM -> String.valueOf(((BenchmarkSpec.Stream) spec).threads());
            case FTQ -> String.valueOf(((BenchmarkSpec.Ftq) spec).threads());
        };
    }

    /** Whether runs of both may share a folder: the same but for their place. */
    boolean alike(BenchmarkSpec one, BenchmarkSpec other) {
        if (one instanceof BenchmarkSpec.Stream a && other instanceof BenchmarkSpec.Stream b) {
            return a.vm().equals(b.vm())
                    && a.resize().equals(b.resize())
                    && a.elements() == b.elements()
                    && a.duration().equals(b.duration())
                    && (long) a.iterations() * b.threads() == (long) b.iterations() * a.threads();
        }
        if (one instanceof BenchmarkSpec.Ftq a && other instanceof BenchmarkSpec.Ftq b) {
            return a.vm().equals(b.vm())
                    && a.resize().equals(b.resize())
                    && a.samples() == b.samples()
                    && a.intervalBits() == b.intervalBits();
        }
        return one.equals(other);
    }

    /** What a run must have, in our names. */
    List<String> required(int vms) {
        return switch (this) {
            case INFLATE -> List.of("out.csv");
            case COMPILING -> List.of("out_0.csv", "times_0.json");
            case MULTIVM ->
                java.util.stream.Stream.concat(
                                java.util.stream.IntStream.range(0, vms)
                                        .boxed()
                                        .flatMap(vm -> java.util.stream.Stream.of(
                                                "vm_" + vm + "/out_0.csv", "vm_" + vm + "/times_0.json")),
                                java.util.stream.Stream.of("time_0.txt"))
                        .toList();
            case STREAM -> List.of("Copy.csv");
            case FTQ -> List.of("counts.dat", "times.dat");
        };
    }

    /** @param path below the run folder; empty if it is none of the layout's files */
    Optional<Located> toOurs(String path) {
        if (path.equals("meta.json")) {
            return Located.shared(path);
        }
        return switch (this) {
            case INFLATE ->
                List.of("out.csv", "out.txt", "boot.txt", "cmd.sh").contains(path)
                        ? Optional.of(Located.at(ONLY, path))
                        : Optional.empty();
            case COMPILING -> indexed("", path);
            case MULTIVM -> multivm(path);
            case STREAM, FTQ -> threads(path);
        };
    }

    private static Optional<Located> indexed(String folder, String name) {
        if (name.equals("cmd.sh")) {
            return Located.shared(folder + name);
        }
        Matcher matcher = INDEXED.matcher(name);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        boolean console = matcher.group(3).equals("txt");
        String ours = matcher.group(1) + (console ? ".txt" : "_0." + matcher.group(3));
        return Optional.of(Located.at(matcher.group(2), folder + ours));
    }

    private static Optional<Located> multivm(String path) {
        Matcher total = TOTAL.matcher(path);
        if (total.matches()) {
            return Optional.of(Located.at(total.group(1), "time_0.txt"));
        }
        Matcher vm = OF_VM.matcher(path);
        return vm.matches() ? indexed(vm.group(1) + "/", vm.group(2)) : Optional.empty();
    }

    private static Optional<Located> threads(String path) {
        if (path.equals("boot.txt")) {
            return Located.shared(path);
        }
        Matcher matcher = OF_THREADS.matcher(path);
        return matcher.matches() ? Optional.of(Located.at(matcher.group(1), matcher.group(2))) : Optional.empty();
    }

    /** The other way: below the run folder; empty if the layout has no such file. */
    Optional<String> toPublished(String place, String path) {
        String published = switch (this) {
            case INFLATE -> path;
            case COMPILING, MULTIVM ->
                path.replaceFirst("(out|times|time)_0\\.", "$1_" + place + ".")
                        .replaceFirst("(^|/)(out|boot)\\.txt$", "$1$2_" + place + ".txt");
            case STREAM, FTQ -> path.equals("boot.txt") || path.equals("meta.json") ? path : place + "/" + path;
        };
        return toOurs(published).filter(back -> back.path().equals(path)).map(back -> published);
    }
}
