package ballast.coordinator.cli;

import ballast.coordinator.client.ApiClient;
import ballast.coordinator.matrix.Matrix;
import ballast.model.CampaignId;
import ballast.model.Json;
import ballast.model.Names;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ballast submit}: a campaign for a lab. */
@Command(
        name = "submit",
        description = "Hands a matrix to a lab's coordinator and prints the campaign's id.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Exit codes: 0 it is accepted (with --watch: it ended and no run failed); 1 with --watch: a run failed;",
            "            2 bad usage or matrix, or refused; 3 no coordinator reached."
        })
final class SubmitCommand implements Callable<Integer> {
    @Parameters(paramLabel = "MATRIX", description = MatrixOptions.MATRIX)
    private String matrixName;

    @Mixin
    private MatrixOptions matrixOptions;

    @Option(names = "--name", paramLabel = "NAME", description = "The campaign's name. Default: the matrix's")
    private String name;

    @Mixin
    private WhereOption where;

    @Option(names = "--watch", description = "Show how it goes until it has ended")
    private boolean watch;

    @Mixin
    private CoordinatorOptions coordinator;

    @Mixin
    private OutputOption output;

    @Override
    public Integer call() throws CommandException {
        Matrix matrix = matrixOptions.read(matrixName);
        CampaignId id = CampaignIds.next(Instant.now());
        JsonNode accepted = coordinator.post("/api/campaigns", body(id, matrix, campaignName(matrix)));
        System.out.print(output.json() ? Views.pretty(accepted) : id + "\n");
        System.out.flush();
        return watch
                ? Watching.follow(coordinator, ApiClient.segment(id.value()), false)
                        .exitCode()
                : ExitCode.OK;
    }

    private String campaignName(Matrix matrix) throws CommandException {
        try {
            return name == null ? matrix.name() : Names.requirePathSafe("--name", name);
        } catch (IllegalArgumentException e) {
            throw CommandException.badInput(e.getMessage());
        }
    }

    private ObjectNode body(CampaignId id, Matrix matrix, String campaign) throws CommandException {
        ObjectNode body = Json.mapper().createObjectNode();
        body.put("id", id.value());
        body.put("name", campaign);
        body.put("matrix", matrix.text());
        body.set("cells", Json.mapper().valueToTree(matrix.cells()));
        body.set("runs", Json.mapper().valueToTree(matrix.runs(id)));
        body.put("user", System.getProperty("user.name"));
        body.set("where", Json.mapper().valueToTree(where.labels()));
        body.set("packing", Json.mapper().valueToTree(matrix.packing()));
        body.putObject("versions").put("ballast", BallastCommand.VERSION);
        return body;
    }
}
