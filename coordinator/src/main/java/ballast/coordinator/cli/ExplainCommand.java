package ballast.coordinator.cli;

import ballast.coordinator.client.ApiClient;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ballast explain}: where a lab's run stands and why. */
@Command(
        name = "explain",
        description = "Says in one sentence where a lab's run stands, and what it waits for.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {"", "Exit codes: 0 said; 2 bad usage or no such run; 3 no coordinator reached."})
final class ExplainCommand implements Callable<Integer> {
    private static final int PARTS = 3;

    @Parameters(paramLabel = "RUN", description = "CAMPAIGN/CELL/REP, as ballast status prints it")
    private String run;

    @Mixin
    private CoordinatorOptions coordinator;

    @Mixin
    private OutputOption output;

    @Override
    public Integer call() throws CommandException {
        String[] parts = run.split("/");
        if (parts.length != PARTS || !parts[2].matches("(rep-)?[1-9]\\d{0,8}")) {
            throw CommandException.badInput(
                    "explain: got '" + run + "', want CAMPAIGN/CELL/REP as ballast status prints it");
        }
        JsonNode answer = coordinator.get("/api/campaigns/" + ApiClient.segment(parts[0]) + "/runs/"
                + ApiClient.segment(parts[1]) + "/" + parts[2] + "/explain");
        System.out.print(
                output.json()
                        ? Views.pretty(answer)
                        : answer.path("explanation").asText() + "\n");
        return ExitCode.OK;
    }
}
