package ballast.coordinator.cli;

import ballast.coordinator.client.ApiClient;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ballast cancel}: no more of a lab's campaign. */
@Command(
        name = "cancel",
        description = "Ends the VMs of a lab's campaign and skips all of it that has not ended.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Exit codes: 0 cancelled, or ended before; 2 bad usage or no such campaign; 3 no coordinator reached."
        })
final class CancelCommand implements Callable<Integer> {
    @Parameters(paramLabel = "CAMPAIGN", description = "Its id, or its name, or latest")
    private String campaign;

    @Mixin
    private CoordinatorOptions coordinator;

    @Mixin
    private OutputOption output;

    @Override
    public Integer call() throws CommandException {
        JsonNode answer = coordinator.post("/api/campaigns/" + ApiClient.segment(campaign) + "/cancel");
        System.out.print(
                output.json()
                        ? Views.pretty(answer)
                        : answer.path("campaign").asText() + ": "
                                + Words.of(answer.path("runs").asInt(), "run") + " cancelled\n");
        return ExitCode.OK;
    }
}
