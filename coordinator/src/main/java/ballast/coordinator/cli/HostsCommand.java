package ballast.coordinator.cli;

import ballast.coordinator.client.ApiClient;
import ballast.model.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ballast hosts}: a lab's hosts. */
@Command(
        name = "hosts",
        description =
                "Lists a lab's hosts: what each has, what it runs, and why one is not used; of one HOST, tells all that is known.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {"", "Exit codes: 0 printed; 2 bad usage or no such host; 3 no coordinator reached."})
final class HostsCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "HOST", description = "Its name; default: all")
    private String host;

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
        JsonNode shown = host == null ? hosts : named(hosts);
        System.out.print(output.json() ? Views.pretty(shown) : host == null ? HostsText.of(shown) : text(shown));
        return ExitCode.OK;
    }

    /** Of several agents of one host one may serve while others are refused. */
    private ArrayNode named(JsonNode hosts) throws CommandException {
        ArrayNode found = Json.mapper().createArrayNode();
        hosts.forEach(one -> {
            if (one.path("host").asText().equals(host)) {
                found.add(one);
            }
        });
        if (found.isEmpty()) {
            throw CommandException.badInput("no host '" + host + "' is known; see: ballast hosts");
        }
        return found;
    }

    private static String text(JsonNode hosts) {
        return StreamSupport.stream(hosts.spliterator(), false)
                .map(HostText::of)
                .collect(Collectors.joining("\n"));
    }
}
