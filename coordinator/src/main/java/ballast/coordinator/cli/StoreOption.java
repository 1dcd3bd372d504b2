package ballast.coordinator.cli;

import ballast.coordinator.results.ResultStore;
import ballast.coordinator.results.StoredCampaign;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** The store of a command that needs no lab. */
final class StoreOption {
    private static final int SHOWN = 5;

    @Option(
            names = "--store",
            paramLabel = "DIR",
            defaultValue = "store",
            description = "Where results lie. Default: ${DEFAULT-VALUE}")
    Path folder;

    ResultStore open() {
        return new ResultStore(folder);
    }

    /** @param name id, name or {@code latest} */
    StoredCampaign campaign(String name) throws CommandException {
        try {
            ResultStore store = open();
            List<String> known = store.campaigns();
            return store.lookUp(name)
                    .orElseThrow(() -> CommandException.badInput("no campaign '" + name + "' in " + folder
                            + (known.isEmpty()
                                    ? ", which holds none"
                                    : "; the latest there: "
                                            + String.join(", ", known.subList(0, Math.min(SHOWN, known.size()))))));
        } catch (IOException e) {
            throw CommandException.badInput("the store " + folder + " cannot be read: " + e.getMessage());
        }
    }

    /** @param name as of {@link #campaign}, or the path of a campaign's folder, of whichever store; with a / in it it is a path */
    StoredCampaign campaignOrFolder(String name) throws CommandException {
        Path path = Path.of(name);
        if (!name.contains("/")) {
            return campaign(name);
        }
        if (!Files.exists(path.resolve("campaign.json"))) {
            throw CommandException.badInput(path + ": got no folder with a campaign.json, want that of a campaign");
        }
        try {
            return ResultStore.read(path);
        } catch (IOException e) {
            throw CommandException.badInput("the campaign " + path + " cannot be read: " + e.getMessage());
        }
    }
}
