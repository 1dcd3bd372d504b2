package ballast.coordinator.cli;

import ballast.coordinator.client.ApiClient;
import ballast.coordinator.query.QueryException;
import ballast.coordinator.query.ResultQuery;
import ballast.coordinator.query.ResultRows;
import ballast.coordinator.query.TableFormat;
import ballast.coordinator.query.Where;
import ballast.coordinator.results.CampaignCounts;
import ballast.coordinator.results.IndexedCampaign;
import ballast.coordinator.results.IndexedRun.Status;
import ballast.coordinator.results.ResultStore;
import ballast.coordinator.results.StoreIndex;
import ballast.coordinator.stats.Variant;
import ballast.coordinator.table.Column;
import ballast.coordinator.table.TableFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ballast results}: the summary of a lab's campaign, or chosen runs and figures of a store. */
@Command(
        name = "results",
        description = {
            "Prints the summary of a lab's campaign, as ballast run does, of what there is so far.",
            "With --store, --where, --figure, --list, --to, or --output table, csv or parquet: runs of a store, and figures of them."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "ballast results multivm --where mode=llfree-auto --figure footprint --output csv",
            "",
            "Exit codes: 0 printed; 1 a file cannot be read or written; 2 bad usage or no such campaign; 3 no coordinator reached."
        })
final class ResultsCommand implements Callable<Integer> {
    /** How results are printed; a lab gives text and JSON. */
    enum Form {
        TEXT,
        TABLE,
        CSV,
        JSON,
        PARQUET
    }

    private static final String DEFAULT_STORE = "store";

    @Parameters(
            arity = "0..1",
            paramLabel = "CAMPAIGN",
            defaultValue = "latest",
            description = "Its id, or its name, or latest; of a store also 'all'. Default: ${DEFAULT-VALUE}")
    private String campaign;

    @Option(names = "--store", paramLabel = "DIR", description = "Of this store. Default: " + DEFAULT_STORE)
    private Path store;

    @Option(
            names = "--where",
            paramLabel = "NAME=VALUE",
            split = ",",
            description =
                    "Only runs with this parameter or property (benchmark, mode, status, host, accel, driver, disturbed, cell, repetition, name); of several values of a name, one has to hold")
    private List<String> where = new ArrayList<>();

    @Option(
            names = "--figure",
            paramLabel = "FIGURE",
            split = ",",
            description = "Figures to tell, by name (see: ballast figures), or all")
    private List<String> figures = new ArrayList<>();

    @Option(
            names = "--variant",
            paramLabel = "VARIANT",
            defaultValue = "corrected",
            description = "How they are computed: corrected or as-published. Default: ${DEFAULT-VALUE}")
    private String variant;

    @Option(names = "--list", description = "The store's campaigns, and how their runs ended")
    private boolean list;

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text, json; of a store also table, csv, parquet. Default: ${DEFAULT-VALUE}")
    private Form output;

    @Option(names = "--to", paramLabel = "FILE", description = "Write it there, not to standard output")
    private Path to;

    @Mixin
    private CoordinatorOptions coordinator;

    @Override
    public Integer call() throws CommandException {
        if (!isOfAStore()) {
            String format = output == Form.JSON ? "json" : "text";
            System.out.print(
                    coordinator.text("/api/campaigns/" + ApiClient.segment(campaign) + "/summary?format=" + format));
            return ExitCode.OK;
        }
        if (coordinator.coordinator != null) {
            throw CommandException.badInput("--coordinator: a coordinator gives whole summaries; to choose runs or"
                    + " figures, ask its store where it lies, with --store");
        }
        try {
            return list ? campaigns() : runs();
        } catch (QueryException e) {
            throw StoredAnswer.badInput(e);
        } catch (IOException e) {
            throw new CommandException(ExitCode.RUN_FAILED, "ballast: " + e.getMessage());
        }
    }

    private boolean isOfAStore() {
        boolean tables = output != Form.TEXT && output != Form.JSON;
        return store != null || !where.isEmpty() || !figures.isEmpty() || list || to != null || tables;
    }

    private TableFormat format() {
        return output == Form.TEXT ? TableFormat.TABLE : TableFormat.valueOf(output.name());
    }

    private ResultStore open() {
        return new ResultStore(store == null ? Path.of(DEFAULT_STORE) : store);
    }

    private int runs() throws CommandException, QueryException, IOException {
        List<String> problems = new ArrayList<>();
        Variant computed = FiguresCommand.variant(variant, problems);
        if (!problems.isEmpty()) {
            throw CommandException.badInput(problems.get(0));
        }
        ResultQuery query = ResultQuery.of(Where.parse(where), figures, computed);
        ResultStore results = open();
        ResultRows rows = query.ask(results, found(results));
        TableFormat format = format();
        StoredAnswer.write(to, format, out -> {
            if (format == TableFormat.TABLE) {
                rows.writeShort(columns -> format.open(out, columns));
            } else {
                try (TableFile table = format.open(out, rows.columns())) {
                    rows.write(table);
                }
            }
        });
        if (rows.rows().isEmpty()) {
            System.err.println("ballast: no run is like that");
        }
        return ExitCode.OK;
    }

    private List<IndexedCampaign> found(ResultStore results) throws CommandException, IOException {
        boolean all = campaign.equals("all");
        StoreIndex.Found found = all ? results.index().all() : results.index().find(campaign);
        List<IndexedCampaign> campaigns = StoredAnswer.campaigns(found);
        if (campaigns.isEmpty()) {
            throw CommandException.badInput("no campaign '" + campaign + "' in " + results.root()
                    + "; see: ballast results --list --store " + Shell.quoted(results.root()));
        }
        return campaigns;
    }

    private int campaigns() throws CommandException, IOException {
        List<String> problems = new ArrayList<>();
        List<CampaignCounts> campaigns = open().index().counts(problems);
        problems.forEach(problem -> System.err.println("ballast: left out: " + problem));
        TableFormat format = format();
        StoredAnswer.write(to, format, out -> {
            List<Column> columns = new ArrayList<>(List.of(
                    Column.text("campaign"), Column.text("name"), Column.text("submitted"), Column.whole("runs")));
            for (Status status : Status.values()) {
                columns.add(Column.whole(status.name().toLowerCase(Locale.ROOT)));
            }
            try (TableFile table = format.open(out, columns)) {
                for (CampaignCounts one : campaigns) {
                    List<Object> row = new ArrayList<>(List.of(one.id(), one.name(), one.submitted(), one.total()));
                    for (Status status : Status.values()) {
                        row.add(one.of(status));
                    }
                    table.row(row.toArray());
                }
            }
        });
        return ExitCode.OK;
    }
}
