package ballast.coordinator.cli;

import ballast.coordinator.exchange.ExchangeException;
import ballast.coordinator.exchange.HyperallocImport;
import ballast.coordinator.results.CommitException;
import ballast.coordinator.results.StoredCampaign;
import ballast.model.Json;
import ballast.model.Names;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ballast import}: published results as a campaign. */
@Command(
        name = "import",
        description = "Takes results of hyperalloc-bench, or an export of ours, into the store.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ImportCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "A run's folder (with a meta.json), or any folder above it")
    private Path folder;

    @Option(names = "--name", paramLabel = "NAME", description = "Of the campaign. Default: the folder's")
    private String name;

    @Mixin
    private StoreOption store;

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "What came in, on standard output: text or json. Default: ${DEFAULT-VALUE}")
    private Output output;

    @Override
    public Integer call() throws CommandException {
        String campaign = name == null ? defaultName() : requireName();
        NewStore created = NewStore.watch(store.folder);
        Instant now = Instant.now();
        try {
            store.open().checkWritable();
            told(HyperallocImport.run(
                    store.open(), folder, CampaignIds.next(now), campaign, System.getProperty("user.name"), now));
            return ExitCode.OK;
        } catch (ExchangeException | CommitException e) {
            throw new CommandException(ExitCode.BAD_INPUT, e.getMessage() + "\nballast: nothing was imported");
        } catch (IOException e) {
            throw new CommandException(ExitCode.RUN_FAILED, "ballast: nothing was imported: " + e);
        } finally {
            created.takeBack();
        }
    }

    private String requireName() throws CommandException {
        try {
            return Names.requirePathSafe("--name", name);
        } catch (IllegalArgumentException e) {
            throw CommandException.badInput(e.getMessage());
        }
    }

    /** A campaign may not be called as the link to the latest one is. */
    private String defaultName() {
        Path last = folder.toAbsolutePath().normalize().getFileName();
        String text = last == null ? "" : last.toString();
        try {
            return text.equals("latest") ? "imported" : Names.requirePathSafe("name", text);
        } catch (IllegalArgumentException e) {
            return "imported";
        }
    }

    private void told(HyperallocImport.Imported imported) {
        imported.notes().forEach(note -> System.err.println("ballast: " + note));
        imported.leftOut().forEach(file -> System.err.println("ballast: left out, as no run's file: " + file));
        StoredCampaign campaign = imported.campaign();
        if (output == Output.JSON) {
            ObjectNode json = Json.mapper().createObjectNode();
            json.put("campaign", campaign.campaign().id().value());
            json.put("name", campaign.campaign().name());
            json.put("path", campaign.path().toString());
            json.put("runs", campaign.runs().size());
            json.put("cells", campaign.campaign().cells().size());
            imported.leftOut().forEach(json.putArray("leftOut")::add);
            imported.notes().forEach(json.putArray("notes")::add);
            System.out.println(json.toPrettyString());
        } else {
            System.out.println("imported " + campaign.campaign().name() + " "
                    + campaign.campaign().id() + ": "
                    + campaign.runs().size() + " runs of "
                    + campaign.campaign().cells().size() + " cells, at "
                    + campaign.path());
        }
    }
}
