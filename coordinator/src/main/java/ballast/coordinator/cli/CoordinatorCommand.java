package ballast.coordinator.cli;

import ballast.coordinator.actor.CoordinatorNode;
import ballast.coordinator.actor.StartException;
import ballast.coordinator.config.CoordinatorFile;
import ballast.coordinator.config.CoordinatorSettings;
import ballast.coordinator.config.Profile;
import ballast.coordinator.metrics.CoordinatorMetrics;
import ballast.coordinator.results.CommitException;
import ballast.coordinator.results.ResultStore;
import ballast.settings.SettingsException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ballast coordinator}: a coordinator node of a lab, until it is ended. */
@Command(
        name = "coordinator",
        description = "Runs a lab's coordinator until it is interrupted.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit codes: 130 or 143 a signal ended it, 1 it could not go on, 2 bad usage or settings."})
final class CoordinatorCommand implements Callable<Integer> {
    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "Its settings; see README 'In a lab'")
    private Path config;

    @Override
    public Integer call() throws CommandException {
        CoordinatorSettings settings = settings();
        ResultStore store = new ResultStore(settings.store());
        try {
            store.checkWritable();
        } catch (CommitException e) {
            throw CommandException.badInput(e.getMessage());
        }
        System.setProperty("ballast.log", log(settings).toString());
        LoggerFactory.getILoggerFactory();
        var ports = new CoordinatorNode.Ports(
                new StoredResults(store), new CoordinatorMetrics(), line -> System.err.println("ballast: " + line));
        try (Interrupt interrupt = new Interrupt();
                CoordinatorNode node = CoordinatorNode.start(settings, ports)) {
            System.err.println("ballast: coordinator: ready, " + node.http() + ", live page at " + node.http() + "/");
            Object first = CompletableFuture.anyOf(
                            interrupt.asked(), node.failed().toCompletableFuture())
                    .join();
            if (!interrupt.asked().isDone()) {
                throw new CommandException(ExitCode.RUN_FAILED, "ballast: " + first);
            }
            return ExitCode.OK;
        } catch (StartException e) {
            // systemd starts it again, unless its settings are wrong
            throw e.passing()
                    ? new CommandException(ExitCode.RUN_FAILED, "ballast: coordinator: " + e.getMessage())
                    : CommandException.badInput("coordinator: " + e.getMessage());
        }
    }

    /** Of several coordinators that share a store each has its own. */
    private static Path log(CoordinatorSettings settings) {
        String name = settings.profile() instanceof Profile.HighlyAvailable
                ? "coordinator-" + settings.host() + "-" + settings.clusterPort() + ".log"
                : "coordinator.log";
        return settings.store().resolve(".ballast").resolve(name);
    }

    private CoordinatorSettings settings() throws CommandException {
        try {
            return CoordinatorFile.read(config);
        } catch (SettingsException e) {
            throw CommandException.badInput(e.getMessage());
        }
    }
}
