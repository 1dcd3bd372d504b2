package ballast.coordinator.cli;

import ballast.coordinator.client.ApiClient;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ballast retry}: further attempts at a lab's runs. */
@Command(
        name = "retry",
        description =
                "Has a lab try a campaign's failed runs again; what failed stays in the store beside the new result.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {"", "Exit codes: 0 they wait again; 2 bad usage or no such campaign; 3 no coordinator reached."})
final class RetryCommand implements Callable<Integer> {
    @Parameters(paramLabel = "CAMPAIGN", description = "Its id, or its name, or latest")
    private String campaign;

    @Option(names = "--failed", required = true, description = "Runs that failed")
    private boolean failed;

    @Option(names = "--cancelled", description = "Also runs that were cancelled")
    private boolean cancelled;

    @Mixin
    private CoordinatorOptions coordinator;

    @Mixin
    private OutputOption output;

    @Override
    public Integer call() throws CommandException {
        JsonNode answer = coordinator.post("/api/campaigns/" + ApiClient.segment(campaign) + "/retry?failed=" + failed
                + "&cancelled=" + cancelled);
        System.out.print(
                output.json()
                        ? Views.pretty(answer)
                        : answer.path("campaign").asText() + ": "
                                + Words.of(answer.path("runs").asInt(), "run") + " to be tried again\n");
        return ExitCode.OK;
    }
}
