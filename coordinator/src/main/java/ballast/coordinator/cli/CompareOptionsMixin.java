package ballast.coordinator.cli;

import ballast.coordinator.compare.CompareException;
import ballast.coordinator.compare.CompareOptions;
import ballast.coordinator.compare.Condition;
import ballast.coordinator.stats.Bootstrap;
import ballast.coordinator.stats.Correction;
import ballast.coordinator.stats.FigureCatalog;
import ballast.coordinator.stats.FigureKind;
import ballast.coordinator.stats.FirstIteration;
import ballast.coordinator.stats.Judge;
import ballast.coordinator.stats.Variant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Option;

/** What is compared, and how. */
final class CompareOptionsMixin {
    private static final String ALL = "all";

    @Option(
            names = "--baseline",
            paramLabel = "NAME=VALUE",
            split = ",",
            description = "Parameters of A's cells that count; B's may have others")
    private List<String> baseline = new ArrayList<>();

    @Option(
            names = "--ignore",
            paramLabel = "NAME",
            split = ",",
            description = "Parameters in which cells that are compared may differ")
    private Set<String> ignored = new TreeSet<>();

    @Option(
            names = "--figure",
            paramLabel = "FIGURE",
            split = ",",
            description =
                    "Which figures, as in shrink_rate,footprint, or all; see ballast figures. Default: those of most"
                            + " interest for each benchmark")
    private List<String> figures = new ArrayList<>();

    @Option(
            names = "--variant",
            paramLabel = "VARIANT",
            defaultValue = "corrected",
            description = "corrected or as-published: how figures are computed. Default: ${DEFAULT-VALUE}")
    private String variant;

    @Option(
            names = "--unit",
            paramLabel = "UNIT",
            defaultValue = "run",
            description =
                    "run or iteration: what counts as one value. Iterations of one VM are not independent. Default:"
                            + " ${DEFAULT-VALUE}")
    private CompareOptions.Unit unit;

    @Option(names = "--keep-first-iteration", description = "Do not leave out the first iteration of inflate and ftq")
    private boolean keepFirst;

    @Option(
            names = "--include-disturbed",
            description = "Count runs that a memory guard has shrunk or paused; without it they are only told of")
    private boolean includeDisturbed;

    @Option(
            names = "--leave-out-doubtful",
            description = "Leave out runs of which raw files cannot be read. They are told of anyway")
    private boolean leaveOut;

    @Option(
            names = "--correction",
            paramLabel = "METHOD",
            defaultValue = "holm",
            description = "For many comparisons: holm, benjamini-hochberg or none. Default: ${DEFAULT-VALUE}")
    private String correction;

    @Option(
            names = "--alpha",
            paramLabel = "P",
            defaultValue = "0.05",
            description = "Different is what has a smaller p. Default: ${DEFAULT-VALUE}")
    private double alpha;

    @Option(
            names = "--equivalence",
            paramLabel = "SHARE",
            defaultValue = "0.05",
            description = "The largest difference that is of no consequence. Default: ${DEFAULT-VALUE}")
    private double equivalence;

    @Option(
            names = "--confidence",
            paramLabel = "SHARE",
            defaultValue = "0.95",
            description = "Of intervals. Default: ${DEFAULT-VALUE}")
    private double confidence;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of the bootstrap: the same gives the same intervals. Default: ${DEFAULT-VALUE}")
    private long seed;

    boolean hasBaseline() {
        return !baseline.isEmpty();
    }

    FirstIteration first() {
        return keepFirst ? FirstIteration.COUNTED : FirstIteration.LEFT_OUT;
    }

    /**
     * @param more figures that are compared besides
     * @throws CommandException with all that is wrong
     */
    CompareOptions read(List<String> more) throws CommandException {
        List<String> problems = new ArrayList<>();
        Map<String, String> wanted = new LinkedHashMap<>();
        for (String one : baseline) {
            String[] parts = one.split("=", 2);
            if (parts.length < 2 || parts[0].isBlank() || parts[1].isBlank()) {
                problems.add("--baseline: got '" + one + "', want NAME=VALUE, as in mode=base-manual");
            } else if (wanted.put(parts[0], parts[1]) != null) {
                problems.add("--baseline: got " + parts[0] + " twice, want each name once");
            }
        }
        List<String> keys = figures(problems);
        Variant by = FiguresCommand.variant(variant, problems);
        try {
            return checked(
                    new CompareOptions(
                            by,
                            unit,
                            keys,
                            more,
                            wanted,
                            ignored,
                            includeDisturbed,
                            leaveOut,
                            new Judge(alpha, equivalence, correction(problems)),
                            new Bootstrap(Bootstrap.DEFAULT.resamples(), confidence, seed)),
                    problems);
        } catch (IllegalArgumentException e) {
            problems.add("--" + e.getMessage());
            return checked(null, problems);
        }
    }

    private static CompareOptions checked(CompareOptions options, List<String> problems) throws CommandException {
        if (!problems.isEmpty()) {
            throw CommandException.badInput(String.join("\nballast: ", problems));
        }
        return options;
    }

    private List<String> figures(List<String> problems) {
        if (figures.contains(ALL)) {
            return FigureCatalog.kinds().stream().map(FigureKind::key).toList();
        }
        List<String> keys = new ArrayList<>();
        for (String word : figures) {
            try {
                keys.add(Condition.figure("--figure", word));
            } catch (CompareException e) {
                problems.add(e.getMessage());
            }
        }
        return keys;
    }

    private Correction correction(List<String> problems) {
        for (Correction known : Correction.values()) {
            if (known.label().equals(correction)) {
                return known;
            }
        }
        problems.add("--correction: got '" + correction + "', want holm, benjamini-hochberg or none");
        return Correction.HOLM;
    }
}
