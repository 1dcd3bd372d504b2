package ballast.coordinator.cli;

import ballast.coordinator.matrix.Matrix;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ballast plan}: what {@code ballast run} would do. */
@Command(
        name = "plan",
        description =
                "Shows what a run of the matrix would measure on this host, or with --coordinator on a lab's hosts, and what it would skip and why.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Exit codes: 0 the matrix is fine, whatever fits or is skipped; 2 bad usage, matrix or host;",
            "            3 no coordinator reached."
        })
final class PlanCommand implements Callable<Integer> {
    @Parameters(paramLabel = "MATRIX", description = MatrixOptions.MATRIX)
    private String matrixName;

    @Mixin
    private MatrixOptions matrixOptions;

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text or json. Default: ${DEFAULT-VALUE}")
    private Output output;

    @Mixin
    private LabOptions options;

    @Mixin
    private CoordinatorOptions coordinator;

    @Override
    public Integer call() throws CommandException {
        Matrix matrix = matrixOptions.read(matrixName);
        Plan plan = coordinator.coordinator == null
                ? Plan.of(matrix, EmbeddedLab.lookAtHost(options, System.getenv()))
                : Plan.of(matrix, LabHosts.of(coordinator.get("/api/hosts")));
        System.out.print(output == Output.JSON ? PlanJson.render(plan) : PlanText.render(plan));
        return ExitCode.OK;
    }
}
