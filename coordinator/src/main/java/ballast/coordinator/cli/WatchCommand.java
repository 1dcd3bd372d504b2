package ballast.coordinator.cli;

import ballast.coordinator.client.ApiClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ballast watch}: a lab's campaign, live. */
@Command(
        name = "watch",
        description =
                "Shows on standard error how a lab's campaign goes until it has ended; as json, on standard output, each state a line.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Exit codes: 0 it ended and no run failed; 1 a run failed, or it was interrupted; 2 bad usage or no such campaign;",
            "            3 no coordinator reached."
        })
final class WatchCommand implements Callable<Integer> {
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
        return Watching.follow(coordinator, ApiClient.segment(campaign), output.json())
                .exitCode();
    }
}
