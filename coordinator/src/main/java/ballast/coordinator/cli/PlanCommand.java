package ballast.coordinator.cli;

import ballast.coordinator.matrix.Matrix;
import ballast.coordinator.results.ResultStore;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ballast plan}: what {@code ballast run} would do. */
@Command(
        name = "plan",
        description =
                "Shows what a run of the matrix would measure on this host, or on the hosts of a lab that --coordinator or BALLAST_COORDINATOR names, and what it would skip and why;"
                        + " of a matrix that is packed by footprint when and where runs would start, predicted from the traces in --store.",
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
    private WhereOption where;

    @Mixin
    private LabOptions options;

    @Mixin
    private CoordinatorOptions coordinator;

    @Override
    public Integer call() throws CommandException {
        Matrix matrix = matrixOptions.read(matrixName);
        Plan plan = coordinator.named(System.getenv()).isPresent() ? ofLab(matrix) : ofThisHost(matrix);
        System.out.print(output == Output.JSON ? PlanJson.render(plan) : PlanText.render(plan));
        return ExitCode.OK;
    }

    private Plan ofThisHost(Matrix matrix) throws CommandException {
        if (!where.labels().isEmpty()) {
            throw CommandException.badInput(
                    "--where: chooses among a lab's hosts; say which lab by --coordinator or BALLAST_COORDINATOR");
        }
        return Plan.of(matrix, EmbeddedLab.lookAtHost(options, System.getenv()), results());
    }

    private Plan ofLab(Matrix matrix) throws CommandException {
        Map<String, String> labels = where.labels();
        String which = labels.isEmpty() ? "" : " with " + WhereOption.text(labels);
        return Plan.of(matrix, LabHosts.of(coordinator.get("/api/hosts"), labels), which, results());
    }

    /** Where footprint traces are; nothing is written there. */
    private StoredResults results() {
        return new StoredResults(new ResultStore(options.store.toAbsolutePath().normalize()));
    }
}
