package ballast.coordinator.cli;

import ballast.coordinator.query.StoreSql;
import ballast.coordinator.query.TableFormat;
import ballast.coordinator.results.IndexedCampaign;
import ballast.coordinator.results.ResultStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ballast sql}: any question to a store. */
@Command(
        name = "sql",
        description = {
            "Answers a SELECT, in DuckDB's SQL, over the views runs, figures and samples of a store.",
            "DESCRIBE runs tells a view's columns; runs.parameters->>'memory' is a parameter of the cell. Nothing is changed, and no"
                    + " file outside the store is read."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "ballast sql \"SELECT mode, median(value) FROM runs JOIN figures USING (campaign, cell, repetition)"
                    + " WHERE figure = 'peak_gib' AND variant = 'corrected' GROUP BY mode\"",
            "",
            "Exit codes: 0 answered; 1 a file cannot be read or written; 2 bad usage, or no question that can be answered."
        })
final class SqlCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SELECT", description = "One statement")
    private String sql;

    @Mixin
    private StoreOption store;

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table, csv, json or parquet. Default: ${DEFAULT-VALUE}")
    private TableFormat output;

    @Option(names = "--to", paramLabel = "FILE", description = "Write it there, not to standard output")
    private Path to;

    @Override
    public Integer call() throws CommandException {
        ResultStore results = store.open();
        try (StoreSql database = StoreSql.open(results)) {
            List<IndexedCampaign> campaigns =
                    StoredAnswer.campaigns(results.index().all());
            StoredAnswer.write(to, output, out -> database.ask(sql, campaigns, columns -> output.open(out, columns)));
            return ExitCode.OK;
        } catch (IOException e) {
            throw new CommandException(ExitCode.RUN_FAILED, "ballast: " + e.getMessage());
        }
    }
}
