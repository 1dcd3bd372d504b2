package ballast.coordinator.cli;

import ballast.coordinator.html.Conclusion;
import ballast.coordinator.results.StoredCampaign;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ballast report}: writes what is written at a campaign's end once more. */
@Command(
        name = "report",
        description =
                "Writes report.html and figures/figures.json of a campaign again, as at its end, of what there is.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {"", "Exit codes: 0 written; 1 it cannot be; 2 bad usage or no such campaign."})
final class ReportCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "CAMPAIGN",
            defaultValue = "latest",
            description = "An id, a name (its latest) or latest. Default: ${DEFAULT-VALUE}")
    private String campaign;

    @Mixin
    private StoreOption store;

    @Override
    public Integer call() throws CommandException {
        StoredCampaign stored = store.campaign(campaign);
        try {
            Optional<Path> report =
                    Conclusion.write(store.open(), stored.campaign().id());
            System.out.println(
                    report.orElseThrow(() -> CommandException.badInput("campaign " + campaign + " is gone")));
            return ExitCode.OK;
        } catch (IOException e) {
            throw new CommandException(ExitCode.RUN_FAILED, "ballast: no report was written: " + e.getMessage());
        }
    }
}
