package ballast.coordinator.cli;

import ballast.coordinator.actor.CoordinatorNode;
import ballast.coordinator.actor.StartException;
import ballast.coordinator.config.CoordinatorSettings;
import ballast.coordinator.matrix.Matrix;
import ballast.coordinator.matrix.MatrixException;
import ballast.coordinator.matrix.MatrixLibrary;
import ballast.coordinator.metrics.CoordinatorMetrics;
import ballast.coordinator.results.ResultStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/** Loads what a run loads and ends: the launcher makes the class-data archive of it, for faster starts. */
@Command(name = "warm-up", hidden = true)
final class WarmUpCommand implements Callable<Integer> {
    @Override
    public Integer call() throws IOException, StartException, MatrixException {
        Path store = Files.createTempDirectory("ballast-warm-up");
        Matrix.parse(MatrixLibrary.builtIn("inflate"), "small");
        CoordinatorMetrics metrics = new CoordinatorMetrics();
        CoordinatorNode.start(
                        CoordinatorSettings.embedded(store),
                        new CoordinatorNode.Ports(new StoredResults(new ResultStore(store)), metrics, notice -> {}))
                .close();
        try (Stream<Path> all = Files.walk(store)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
        return ExitCode.OK;
    }
}
