package ballast.coordinator.html;

import static j2html.TagCreator.dd;
import static j2html.TagCreator.details;
import static j2html.TagCreator.dl;
import static j2html.TagCreator.dt;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.join;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;
import static j2html.TagCreator.summary;

import ballast.coordinator.report.CampaignSummary;
import ballast.coordinator.report.FigureIntervals;
import ballast.coordinator.report.Numbers;
import ballast.coordinator.report.RunSummary;
import ballast.coordinator.report.Varying;
import ballast.coordinator.stats.Bootstrap;
import ballast.coordinator.stats.Description;
import ballast.coordinator.stats.FigureCatalog;
import ballast.coordinator.stats.FigureKind;
import ballast.coordinator.stats.Variant;
import ballast.model.Cell;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The headline figures of each cell with their intervals, and how they are computed. */
final class FiguresSection {
    private static final Bootstrap BOOTSTRAP = Bootstrap.DEFAULT;
    private static final int SHOWN = 5;

    private FiguresSection() {}

    static DomContent of(CampaignSummary campaign) {
        Map<String, Map<Cell, List<RunSummary>>> benchmarks = new LinkedHashMap<>();
        campaign.runs().stream()
                .filter(RunSummary::isCompleted)
                .forEach(run -> benchmarks
                        .computeIfAbsent(run.stored().cell().benchmark(), name -> new LinkedHashMap<>())
                        .computeIfAbsent(run.stored().cell(), cell -> new ArrayList<>())
                        .add(run));
        return section(
                h2("Figures"),
                benchmarks.isEmpty()
                        ? p("No run completed, so there are none.")
                        : p("Median, and in brackets its 95 % bootstrap interval (" + BOOTSTRAP.resamples()
                                + " resamples, seed " + BOOTSTRAP.seed()
                                + "), of so many values: of each iteration where a run has several, else of each run. No value"
                                + " is dropped; those far outside are told (Tukey's fences). Computation: "
                                + Variant.CORRECTED.label() + ": " + Variant.CORRECTED.explanation() + "."),
                each(benchmarks, (name, cells) -> benchmark(name, cells)));
    }

    private static DomContent benchmark(String name, Map<Cell, List<RunSummary>> cells) {
        List<FigureKind> kinds = FigureCatalog.kinds().stream()
                .filter(kind -> kind.benchmarks().contains(name))
                .filter(kind -> cells.values().stream()
                        .anyMatch(runs -> !FigureIntervals.values(kind, runs).isEmpty()))
                .toList();
        List<FigureKind> headlines =
                kinds.stream().filter(FigureCatalog.headlines(name)::contains).toList();
        return section(
                h3(name),
                table(cells, headlines),
                details(summary("All figures"), table(cells, kinds)),
                explained(kinds));
    }

    private static DomContent table(Map<Cell, List<RunSummary>> cells, List<FigureKind> kinds) {
        List<String> varying = Varying.parameters(List.copyOf(cells.keySet()));
        List<String> headers = new ArrayList<>(List.of("cell", "mode"));
        headers.addAll(varying);
        headers.add("runs");
        kinds.forEach(kind -> headers.add(kind.shortName() + (kind.unit().isEmpty() ? "" : " [" + kind.unit() + "]")));
        List<List<String>> rows = new ArrayList<>();
        cells.forEach((cell, runs) -> {
            List<String> row =
                    new ArrayList<>(List.of(cell.id().value(), cell.mode().label()));
            varying.forEach(parameter -> row.add(cell.parameters().getOrDefault(parameter, Numbers.NONE)));
            row.add(String.valueOf(runs.size()));
            kinds.forEach(kind -> row.add(described(FigureIntervals.values(kind, runs))));
            rows.add(row);
        });
        return Tables.of(headers, rows);
    }

    private static DomContent explained(List<FigureKind> kinds) {
        return details(
                summary("How these are computed"),
                dl(each(
                        kinds,
                        kind -> join(
                                dt(kind.shortName()),
                                dd(kind.formula()
                                        + (kind.asPublished().isEmpty()
                                                ? ""
                                                : " (as published: " + kind.asPublished() + ")"))))));
    }

    private static String described(List<Double> values) {
        if (values.isEmpty()) {
            return Numbers.NONE;
        }
        Description found = Description.of(values, BOOTSTRAP);
        StringBuilder text = new StringBuilder(Numbers.significant(found.median()));
        found.interval()
                .ifPresent(interval -> text.append(" [")
                        .append(Numbers.significant(interval.low()))
                        .append(", ")
                        .append(Numbers.significant(interval.high()))
                        .append(']'));
        text.append(" n=").append(found.count());
        List<Double> outliers = found.outliers();
        if (!outliers.isEmpty()) {
            int more = outliers.size() - SHOWN;
            text.append("; far outside: ")
                    .append(outliers.stream()
                            .limit(SHOWN)
                            .map(Numbers::significant)
                            .collect(Collectors.joining(", ")))
                    .append(more > 0 ? " and " + more + " more" : "");
        }
        return text.toString();
    }
}
