package ballast.coordinator.cli;

import static ballast.coordinator.cli.TextTable.left;
import static ballast.coordinator.cli.TextTable.right;

import ballast.coordinator.report.CampaignSummary;
import ballast.coordinator.report.Numbers;
import ballast.coordinator.report.RunSummary;
import ballast.coordinator.report.SummaryJson;
import ballast.coordinator.stats.FigureCatalog;
import ballast.coordinator.stats.FigureKind;
import ballast.coordinator.stats.Figures;
import ballast.coordinator.stats.FirstIteration;
import ballast.coordinator.stats.Variant;
import ballast.model.Json;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.freva.asciitable.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ballast figures}: what figures there are, or all those of a campaign, computed anew from its raw files. */
@Command(
        name = "figures",
        description = {
            "Without CAMPAIGN: every figure, its name, and how it is computed, corrected and as published.",
            "With one: all figures of a store's campaign by both computations, from its raw files."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {"", "Exit codes: 0 printed; 2 bad usage or no such campaign."})
final class FiguresCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "CAMPAIGN",
            description = "An id, a name (its latest), 'latest' or its folder")
    private String campaign;

    @Option(names = "--keep-first-iteration", description = "Do not leave out the first iteration of inflate and ftq")
    private boolean keepFirst;

    @Mixin
    private StoreOption store;

    @Mixin
    private OutputOption output;

    @Override
    public Integer call() throws CommandException {
        if (campaign == null) {
            System.out.print(output.json() ? catalogJson() : catalog());
            return ExitCode.OK;
        }
        FirstIteration first = keepFirst ? FirstIteration.COUNTED : FirstIteration.LEFT_OUT;
        CampaignSummary summary = CampaignSummary.of(store.campaignOrFolder(campaign), first);
        System.out.print(output.json() ? SummaryJson.render(summary) : figures(summary));
        return ExitCode.OK;
    }

    /** Of an option; {@link Variant#CORRECTED} and a problem more if it is none. */
    static Variant variant(String label, List<String> problems) {
        for (Variant known : Variant.values()) {
            if (known.label().equals(label)) {
                return known;
            }
        }
        problems.add("--variant: got '" + label + "', want "
                + String.join(
                        " or ",
                        Arrays.stream(Variant.values()).map(Variant::label).toList()));
        return Variant.CORRECTED;
    }

    private static String catalog() {
        StringBuilder text = new StringBuilder();
        for (Variant variant : Variant.values()) {
            text.append(variant.label())
                    .append(": ")
                    .append(variant.explanation())
                    .append('\n');
        }
        for (FigureKind kind : FigureCatalog.kinds()) {
            text.append('\n')
                    .append(kind.shortName())
                    .append(" (")
                    .append(kind.key())
                    .append(kind.unit().isEmpty() ? "" : ", " + kind.unit())
                    .append(", of ")
                    .append(String.join(", ", kind.benchmarks()))
                    .append(")\n  ")
                    .append(kind.formula())
                    .append('\n')
                    .append(kind.asPublished().isEmpty() ? "" : "  as published: " + kind.asPublished() + "\n");
        }
        return text.toString();
    }

    private static String catalogJson() {
        ObjectNode document = Json.mapper().createObjectNode();
        ObjectNode variants = document.putObject("variants");
        for (Variant variant : Variant.values()) {
            variants.put(variant.label(), variant.explanation());
        }
        ArrayNode figures = document.putArray("figures");
        for (FigureKind kind : FigureCatalog.kinds()) {
            ObjectNode node = figures.addObject();
            node.put("name", kind.shortName());
            node.put("figure", kind.key());
            node.put("unit", kind.unit());
            node.put("better", kind.better() == FigureKind.Better.HIGHER ? "higher" : "lower");
            ArrayNode of = node.putArray("benchmarks");
            kind.benchmarks().forEach(of::add);
            node.put("corrected", kind.formula());
            node.put("asPublished", kind.asPublished().isEmpty() ? kind.formula() : kind.asPublished());
        }
        return document.toPrettyString() + "\n";
    }

    private static String figures(CampaignSummary summary) {
        List<Object[]> rows = new ArrayList<>();
        for (RunSummary run : summary.runs()) {
            Figures published = run.variants().of(Variant.AS_PUBLISHED);
            Set<String> names = new LinkedHashSet<>(run.figures().values().keySet());
            names.addAll(published.values().keySet());
            for (String name : names) {
                rows.add(new Object[] {
                    run.stored().cell().id(),
                    run.stored().cell().mode(),
                    run.stored().run().repetition(),
                    name,
                    Numbers.significant(run.figures().get(name)),
                    Numbers.significant(published.get(name))
                });
            }
        }
        String table = TextTable.of(
                new Column[] {
                    left("cell"),
                    left("mode"),
                    right("rep"),
                    left("figure"),
                    right(Variant.CORRECTED.label()),
                    right(Variant.AS_PUBLISHED.label())
                },
                rows);
        StringBuilder problems = new StringBuilder();
        summary.runs()
                .forEach(run -> run.doubts()
                        .forEach(doubt -> problems.append(run.stored().run())
                                .append(": ")
                                .append(doubt)
                                .append('\n')));
        return table + problems;
    }
}
