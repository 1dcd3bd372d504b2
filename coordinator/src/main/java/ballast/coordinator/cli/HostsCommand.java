package ballast.coordinator.cli;

import ballast.coordinator.client.ApiClient;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ballast hosts}: a lab's hosts. */
@Command(
        name = "hosts",
        description = "Lists a lab's hosts: what each has, what it runs, and why one is not used.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {"", "Exit codes: 0 printed; 2 bad usage or no such host; 3 no coordinator reached."})
final class HostsCommand implements Callable<Integer> {
    @Option(
            names = "--drain",
            paramLabel = "HOST",
            description = "First: give this host nothing new; what runs there goes on")
    private String drain;

    @Option(names = "--undrain", paramLabel = "HOST", description = "First: give it runs again")
    private String undrain;

    @Mixin
    private CoordinatorOptions coordinator;

    @Mixin
    private OutputOption output;

    @Override
    public Integer call() throws CommandException {
        if (drain != null) {
            coordinator.post("/api/hosts/" + ApiClient.segment(drain) + "/drain");
        }
        if (undrain != null) {
            coordinator.post("/api/hosts/" + ApiClient.segment(undrain) + "/undrain");
        }
        JsonNode hosts = coordinator.get("/api/hosts");
        System.out.print(output.json() ? Views.pretty(hosts) : HostsText.of(hosts));
        return ExitCode.OK;
    }
}
