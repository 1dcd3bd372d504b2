package ballast.coordinator.cli;

import ballast.coordinator.client.ApiClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ballast results}: the figures of a lab's campaign. */
@Command(
        name = "results",
        description = "Prints the summary of a lab's campaign, as ballast run does, of what there is so far.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {"", "Exit codes: 0 printed; 2 bad usage or no such campaign; 3 no coordinator reached."})
final class ResultsCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "CAMPAIGN",
            defaultValue = "latest",
            description = "Its id, or its name, or latest. Default: ${DEFAULT-VALUE}")
    private String campaign;

    @Mixin
    private CoordinatorOptions coordinator;

    @Mixin
    private OutputOption output;

    @Override
    public Integer call() throws CommandException {
        String format = output.json() ? "json" : "text";
        System.out.print(
                coordinator.text("/api/campaigns/" + ApiClient.segment(campaign) + "/summary?format=" + format));
        return ExitCode.OK;
    }
}
