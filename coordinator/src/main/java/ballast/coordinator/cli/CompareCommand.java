package ballast.coordinator.cli;

import ballast.coordinator.compare.CompareException;
import ballast.coordinator.compare.Comparison;
import ballast.coordinator.compare.ComparisonJson;
import ballast.coordinator.compare.ComparisonTable;
import ballast.coordinator.compare.Condition;
import ballast.coordinator.report.CampaignSummary;
import ballast.coordinator.results.StoredCampaign;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ballast compare}: whether figures differ, how much, and how sure that is. */
@Command(
        name = "compare",
        description = {
            "Compares the figures of two campaigns of a store, cell by cell, or of a campaign's cells with its"
                    + " baseline.",
            "Each cell of B is compared with the cell of A that has the same parameters. With --baseline it is"
                    + " compared with the one that has these instead: compare A --baseline mode=base-manual holds all"
                    + " modes of A against that one."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Exit codes: 0 compared; 1 a --fail-if holds, or cannot be told of a cell; 2 bad usage or nothing to"
                    + " compare."
        })
final class CompareCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            paramLabel = "A",
            description = "A campaign: an id, a name (its latest), 'latest' or its folder")
    private String a;

    @Parameters(index = "1", arity = "0..1", paramLabel = "B", description = "Another one. Default, with --baseline: A")
    private String b;

    @Mixin
    private CompareOptionsMixin options;

    @Option(
            names = "--fail-if",
            paramLabel = "CONDITION",
            description = "End with 1 where B's figure is so many times A's, as in \"shrink_rate < 0.95\"; may be given"
                    + " several times")
    private List<String> failIf = new ArrayList<>();

    @Mixin
    private StoreOption store;

    @Mixin
    private OutputOption output;

    @Override
    public Integer call() throws CommandException {
        if (b == null && !options.hasBaseline()) {
            throw CommandException.badInput(
                    "got one campaign, want a second one, or --baseline, as in --baseline mode=base-manual");
        }
        try {
            List<Condition> conditions = conditions();
            CampaignSummary left = summary(store.campaignOrFolder(a));
            CampaignSummary right = b == null || b.equals(a) ? left : summary(store.campaignOrFolder(b));
            Comparison comparison = Comparison.of(
                    left,
                    right,
                    options.read(conditions.stream().map(Condition::figure).toList()));
            List<Condition.Result> results = new ArrayList<>();
            for (Condition condition : conditions) {
                results.add(condition.check(comparison));
            }
            System.out.print(
                    output.json()
                            ? ComparisonJson.render(comparison, results)
                            : ComparisonTable.render(comparison, results));
            return results.stream().anyMatch(Condition.Result::fails) ? ExitCode.RUN_FAILED : ExitCode.OK;
        } catch (CompareException e) {
            throw CommandException.badInput(e.getMessage().replace("\n", "\nballast: "));
        }
    }

    private List<Condition> conditions() throws CompareException {
        List<Condition> conditions = new ArrayList<>();
        for (String text : failIf) {
            conditions.add(Condition.parse(text));
        }
        return conditions;
    }

    private CampaignSummary summary(StoredCampaign campaign) {
        return CampaignSummary.of(campaign, options.first());
    }
}
