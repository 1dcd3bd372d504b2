package ballast.coordinator.cli;

import ballast.coordinator.client.ApiClient;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ballast status}: a lab's campaigns, or one of them. */
@Command(
        name = "status",
        description =
                "Lists a lab's campaigns; of one, says how many runs are where, and which have not ended or failed.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {"", "Exit codes: 0 printed; 2 bad usage or no such campaign; 3 no coordinator reached."})
final class StatusCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "CAMPAIGN", description = "Its id, or its name, or latest")
    private String campaign;

    @Mixin
    private CoordinatorOptions coordinator;

    @Mixin
    private OutputOption output;

    @Override
    public Integer call() throws CommandException {
        String path = campaign == null ? "/api/campaigns" : "/api/campaigns/" + ApiClient.segment(campaign);
        JsonNode answer = coordinator.get(path);
        System.out.print(
                output.json()
                        ? Views.pretty(answer)
                        : campaign == null
                                ? StatusText.list(answer)
                                : StatusText.of(Views.of(answer)) + StatusText.breaches(answer));
        return ExitCode.OK;
    }
}
