package ballast.coordinator.cli;

import ballast.coordinator.results.StoredCampaign;
import ballast.coordinator.verify.Verification;
import ballast.model.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ballast verify}: whether a campaign's results are still those that were stored. */
@Command(
        name = "verify",
        description =
                "Computes the digests of all files of a campaign's runs again, and its figures, and tells what is not as it was stored.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Exit codes: 0 nothing differs; 1 something differs or cannot be read; 2 bad usage or no such campaign."
        })
final class VerifyCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "CAMPAIGN",
            defaultValue = "latest",
            description = "An id, a name (its latest) or latest. Default: ${DEFAULT-VALUE}")
    private String campaign;

    @Mixin
    private StoreOption store;

    @Mixin
    private OutputOption output;

    @Override
    public Integer call() throws CommandException {
        StoredCampaign stored = store.campaign(campaign);
        try {
            Verification found = Verification.of(store.open(), stored);
            if (output.json()) {
                json(stored, found);
            } else {
                found.differences().forEach(difference -> System.out.println("differs: " + difference));
                found.notes().forEach(note -> System.out.println("note: " + note));
                System.out.println(stored.campaign().id() + ": " + found.runs() + " runs, " + found.files()
                        + " files, " + found.figures() + " figures: "
                        + (found.differences().isEmpty()
                                ? "nothing differs"
                                : found.differences().size() + " differences"));
            }
            return found.differences().isEmpty() ? ExitCode.OK : ExitCode.RUN_FAILED;
        } catch (IOException e) {
            throw new CommandException(ExitCode.RUN_FAILED, "ballast: " + e.getMessage());
        }
    }

    private static void json(StoredCampaign stored, Verification found) {
        ObjectNode document = Json.mapper().createObjectNode();
        document.put("campaign", stored.campaign().id().value());
        document.put("runs", found.runs());
        document.put("files", found.files());
        document.put("figures", found.figures());
        found.differences().forEach(document.putArray("differences")::add);
        found.notes().forEach(document.putArray("notes")::add);
        System.out.println(document.toPrettyString());
    }
}
