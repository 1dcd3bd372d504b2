package ballast.coordinator.compare;

import ballast.coordinator.report.CampaignSummary;
import ballast.coordinator.report.RunSummary;
import ballast.coordinator.report.Varying;
import ballast.coordinator.results.StoredStatus;
import ballast.coordinator.stats.FigureCatalog;
import ballast.coordinator.stats.FigureKind;
import ballast.coordinator.stats.Judge;
import ballast.coordinator.stats.TwoSamples;
import ballast.coordinator.stats.Variant;
import ballast.model.Cell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Pairs cells, tests each figure, and judges all of them together. */
final class Comparing {
    /** Not judged yet. */
    private record Open(String label, Pair pair, String figure, FigureKind kind, TwoSamples samples) {
        FigureComparison closed(Judge.Judgement judgement) {
            return new FigureComparison(label, pair.a().cell(), pair.b().cell(), figure, kind, samples, judgement);
        }
    }

    private final CampaignSummary a;
    private final CampaignSummary b;
    private final CompareOptions options;
    private final Set<String> notes = new LinkedHashSet<>();

    Comparing(CampaignSummary a, CampaignSummary b, CompareOptions options) {
        this.a = a;
        this.b = b;
        this.options = options;
    }

    Comparison compare() throws CompareException {
        boolean same = a.campaign().path().equals(b.campaign().path());
        Pairing pairing = Pairing.of(Side.of(a.runs()), Side.of(b.runs()), same, options);
        if (pairing.pairs().isEmpty()) {
            throw new CompareException(
                    "no cell of B, " + Comparison.name(b) + ", has a like in A, " + Comparison.name(a)
                            + nearest(pairing) + "; name what may differ in --ignore, or what A's are in --baseline");
        }
        List<Open> open = open(pairing.pairs());
        List<Judge.Judgement> judgements =
                options.judge().judge(open.stream().map(Open::samples).toList());
        List<FigureComparison> figures = new ArrayList<>();
        for (int i = 0; i < judgements.size(); i++) {
            figures.add(open.get(i).closed(judgements.get(i)));
        }
        note(pairing, same);
        return new Comparison(a, b, options, figures, List.copyOf(notes));
    }

    private List<Open> open(List<Pair> pairs) {
        Map<String, List<Cell>> cells =
                pairs.stream().map(pair -> pair.b().cell()).collect(Collectors.groupingBy(Cell::benchmark));
        List<Open> open = new ArrayList<>();
        for (Pair pair : pairs) {
            Cell cell = pair.b().cell();
            String label = label(cell, Varying.parameters(cells.get(cell.benchmark())));
            for (String figure : figures(cell.benchmark())) {
                TwoSamples samples = TwoSamples.of(
                        pair.a().values(figure, options), pair.b().values(figure, options), options.bootstrap());
                FigureKind kind = FigureCatalog.kind(figure).orElseThrow();
                if (samples.a().count() > 0 || options.more().contains(figure)) {
                    open.add(new Open(label, pair, figure, kind, samples));
                } else if (samples.b().count() > 0) {
                    notes.add("not compared, since A has no value: " + kind.shortName() + " of " + cell.benchmark());
                }
            }
        }
        return open;
    }

    private List<String> figures(String benchmark) {
        Set<String> figures = new LinkedHashSet<>(
                options.figures().isEmpty()
                        ? FigureCatalog.headlines(benchmark).stream()
                                .map(FigureKind::key)
                                .toList()
                        : options.figures());
        figures.addAll(options.more());
        return figures.stream()
                .filter(figure ->
                        FigureCatalog.kind(figure).orElseThrow().benchmarks().contains(benchmark))
                .toList();
    }

    private static String label(Cell cell, List<String> varying) {
        StringBuilder label =
                new StringBuilder(cell.benchmark() + " " + cell.mode().label());
        for (String name : varying) {
            String value = cell.parameters().get(name);
            label.append(value == null ? "" : " " + name + "=" + value);
        }
        return label.toString();
    }

    /** Of the cells without a like, the two that differ least. */
    private static String nearest(Pairing pairing) {
        Set<String> least = null;
        for (Side one : pairing.onlyA()) {
            for (Side other : pairing.onlyB()) {
                Set<String> differing = Pairing.differing(one, other);
                if (least == null || differing.size() < least.size()) {
                    least = differing;
                }
            }
        }
        return least == null ? "" : "; the nearest differ in " + String.join(", ", least);
    }

    private void note(Pairing pairing, boolean same) {
        alone("A's cells without a like in B: ", pairing.onlyA());
        alone("B's cells without a like in A: ", pairing.onlyB());
        for (Pair pair : pairing.pairs()) {
            differ(
                    pair,
                    "accelerators",
                    run -> run.accel().map(accel -> accel.label()).orElse("?"));
            differ(pair, "hosts", RunSummary::host);
            differ(pair, "ways", run -> run.isReplayed() ? "played back" : "measured");
        }
        Set<Side> sides = new LinkedHashSet<>();
        pairing.pairs().forEach(pair -> sides.add(pair.a()));
        sides.forEach(side -> incomplete("A", side));
        pairing.pairs().forEach(pair -> incomplete(same ? "A" : "B", pair.b()));
        if (options.unit() == CompareOptions.Unit.ITERATION) {
            notes.add("iterations of one VM are not independent: intervals are too narrow and p too small");
        }
        if (options.variant() == Variant.AS_PUBLISHED) {
            notes.add("figures are as published: " + Variant.AS_PUBLISHED.explanation());
        }
    }

    /** A difference may then be that of the circumstances. */
    private void differ(Pair pair, String what, Function<RunSummary, String> of) {
        String left = all(pair.a(), of);
        String right = all(pair.b(), of);
        if (!left.isEmpty() && !right.isEmpty() && !left.equals(right)) {
            notes.add("other " + what + ", so that a difference may be theirs: " + left + " in A, " + right + " in B");
        }
    }

    private String all(Side side, Function<RunSummary, String> of) {
        return side.counted(options).map(of).collect(Collectors.toCollection(TreeSet::new)).stream()
                .collect(Collectors.joining("+"));
    }

    private void incomplete(String which, Side side) {
        for (RunSummary run : side.runs()) {
            String name = which + "'s " + side.cell().id() + " rep "
                    + run.stored().run().repetition();
            if (!run.isCompleted()) {
                notes.add(name + " has no figures: "
                        + (run.stored().status() instanceof StoredStatus.Failed ? "failed: " : "")
                        + run.reason().orElse("not run"));
            } else if (!run.doubts().isEmpty()) {
                notes.add(name
                        + (Side.counts(run, options) ? " is doubtful, and counts: " : " is left out: ")
                        + String.join("; ", run.doubts()));
            }
        }
    }

    private void alone(String what, List<Side> sides) {
        Map<String, List<String>> kinds = new LinkedHashMap<>();
        for (Side side : sides) {
            kinds.computeIfAbsent(
                            side.cell().benchmark() + " " + side.cell().mode().label(), kind -> new ArrayList<>())
                    .add(side.cell().id().value());
        }
        if (!kinds.isEmpty()) {
            notes.add(what
                    + kinds.entrySet().stream()
                            .map(kind -> kind.getKey() + " (" + String.join(" ", kind.getValue()) + ")")
                            .collect(Collectors.joining(", ")));
        }
    }
}
