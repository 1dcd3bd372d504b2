package ballast.coordinator.cli;

import ballast.coordinator.exchange.ExchangeException;
import ballast.coordinator.exchange.HyperallocExport;
import ballast.coordinator.exchange.TableExport;
import ballast.coordinator.results.StoredCampaign;
import ballast.model.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ballast export}: a campaign for other programs. */
@Command(
        name = "export",
        description = "Writes a campaign's results for other programs.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ExportCommand implements Callable<Integer> {
    /** One of both. */
    static final class Form {
        @Option(
                names = "--layout",
                required = true,
                paramLabel = "LAYOUT",
                description = "hyperalloc-bench: the published artefact's folders, for its plot scripts")
        private String layout;

        @Option(
                names = "--format",
                required = true,
                paramLabel = "FORMAT",
                description = "csv or parquet: a long table each of samples, iterations and phases")
        private TableExport.Format format;
    }

    private static final String HYPERALLOC = "hyperalloc-bench";

    @Parameters(index = "0", paramLabel = "CAMPAIGN", description = "An id, a name (its latest) or 'latest'")
    private String campaign;

    @Parameters(index = "1", paramLabel = "DIR", description = "A new or empty folder")
    private Path folder;

    @ArgGroup(multiplicity = "1")
    private Form form;

    @Option(
            names = "--include-disturbed",
            description = "Also runs that a host's memory guard has shrunk or paused, which are not comparable")
    private boolean disturbed;

    @Mixin
    private StoreOption store;

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "What was written, on standard output: text or json. Default: ${DEFAULT-VALUE}")
    private Output output;

    @Override
    public Integer call() throws CommandException {
        if (form.layout != null && !form.layout.equals(HYPERALLOC)) {
            throw CommandException.badInput("--layout: got '" + form.layout + "', want " + HYPERALLOC);
        }
        StoredCampaign stored = store.campaign(campaign);
        try {
            return form.layout != null ? layout(stored) : tables(stored);
        } catch (ExchangeException e) {
            throw new CommandException(ExitCode.BAD_INPUT, "ballast: " + e.getMessage());
        } catch (IOException e) {
            throw new CommandException(ExitCode.RUN_FAILED, "ballast: nothing was exported: " + e.getMessage());
        }
    }

    private int layout(StoredCampaign stored) throws ExchangeException, IOException {
        HyperallocExport.Exported exported = HyperallocExport.run(stored, folder, disturbed);
        ObjectNode json = described(stored, exported.folder(), exported.leftOut());
        json.put("files", exported.files());
        ObjectNode runs = json.putObject("runs");
        exported.runs().forEach(runs::put);
        return told(
                json,
                exported.runs().size() + " runs, " + exported.files() + " files; which is where says "
                        + HyperallocExport.INDEX,
                exported.leftOut(),
                List.of());
    }

    private int tables(StoredCampaign stored) throws ExchangeException, IOException {
        TableExport.Exported exported = TableExport.run(stored, form.format, folder, disturbed);
        ObjectNode json = described(stored, exported.folder(), exported.leftOut());
        ObjectNode rows = json.putObject("rows");
        exported.rows().forEach(rows::put);
        return told(json, "rows: " + exported.rows(), exported.leftOut(), exported.problems());
    }

    private static ObjectNode described(StoredCampaign stored, Path folder, Map<String, String> leftOut) {
        ObjectNode json = Json.mapper().createObjectNode();
        json.put("campaign", stored.campaign().id().value());
        json.put("path", folder.toString());
        ObjectNode reasons = json.putObject("leftOut");
        leftOut.forEach(reasons::put);
        return json;
    }

    /** A run without a result was known before: only a file that cannot be read fails the command. */
    private int told(ObjectNode json, String done, Map<String, String> leftOut, List<String> problems) {
        PrintStream err = System.err;
        leftOut.forEach((run, why) -> err.println("ballast: not exported: " + run + ": " + why));
        problems.forEach(problem -> err.println("ballast: not exported: " + problem));
        System.out.println(
                output == Output.JSON
                        ? json.toPrettyString()
                        : "exported " + json.get("campaign").asText() + " to "
                                + json.get("path").asText() + ": " + done);
        return problems.isEmpty() ? ExitCode.OK : ExitCode.RUN_FAILED;
    }
}
