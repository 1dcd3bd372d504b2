package ballast.coordinator.cli;

import ballast.agent.actor.HostAgent;
import ballast.agent.actor.PreparedHost;
import ballast.agent.config.AgentConfig;
import ballast.coordinator.actor.CoordinatorNode;
import ballast.coordinator.actor.StartException;
import ballast.coordinator.config.CoordinatorSettings;
import ballast.coordinator.metrics.CoordinatorMetrics;
import ballast.coordinator.results.CommitException;
import ballast.coordinator.results.ResultStore;
import ballast.message.CoordinatorMessage;
import ballast.model.FaultException;
import ballast.model.HostReport;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.slf4j.LoggerFactory;

/** A lab of one: coordinator and agent in this process, a cluster of one node on loopback. */
final class EmbeddedLab implements AutoCloseable {
    private final PreparedHost host;
    private final CoordinatorNode node;
    private final ResultStore store;
    private final CompletableFuture<String> failed = new CompletableFuture<>();
    private final AtomicBoolean closing = new AtomicBoolean();

    private EmbeddedLab(PreparedHost host, CoordinatorNode node, ResultStore store) {
        this.host = host;
        this.node = node;
        this.store = store;
        node.failed().thenAccept(failed::complete);
    }

    /**
     * Starts the coordinator while the host is looked at: each takes about a second.
     *
     * @param notices takes what users shall be told at once, a line each; called on any thread
     */
    static EmbeddedLab start(LabOptions options, Map<String, String> environment, Consumer<String> notices)
            throws CommandException {
        ResultStore store = new ResultStore(options.store.toAbsolutePath().normalize());
        AgentConfig config = options.agent(environment);
        checkWritable(store);
        System.setProperty(
                "ballast.log", store.root().resolve(".ballast/ballast.log").toString());
        LoggerFactory.getILoggerFactory(); // before two threads want it: SLF4J would complain on the terminal
        CompletableFuture<PreparedHost> preparing = CompletableFuture.supplyAsync(() -> prepare(config));
        CoordinatorNode node;
        try {
            node = startNode(options, store, notices);
        } catch (CommandException e) {
            preparing.thenAccept(EmbeddedLab::close).exceptionally(both -> null).join();
            throw e;
        }
        try {
            return new EmbeddedLab(preparing.join(), node, store);
        } catch (CompletionException e) {
            node.close();
            throw CommandException.badInput(whyNotPrepared(e.getCause()));
        }
    }

    /** What this host can do, without starting anything; nothing is written to the store. */
    static HostReport lookAtHost(LabOptions options, Map<String, String> environment) throws CommandException {
        try {
            PreparedHost host = prepare(options.agent(environment));
            close(host);
            return host.report();
        } catch (CompletionException e) {
            throw CommandException.badInput(whyNotPrepared(e.getCause()));
        }
    }

    /** @throws CompletionException with the reason why not */
    private static PreparedHost prepare(AgentConfig config) {
        try {
            return PreparedHost.prepare(config);
        } catch (FaultException | InterruptedException e) {
            throw new CompletionException(e);
        }
    }

    private static String whyNotPrepared(Throwable cause) {
        return cause instanceof FaultException fault
                ? fault.getMessage()
                : "this host cannot be prepared: unexpected: " + cause;
    }

    private static void checkWritable(ResultStore store) throws CommandException {
        try {
            store.checkWritable();
        } catch (CommitException e) {
            throw CommandException.badInput(e.getMessage());
        }
    }

    private static CoordinatorNode startNode(LabOptions options, ResultStore store, Consumer<String> notices)
            throws CommandException {
        CoordinatorSettings settings =
                CoordinatorSettings.embedded(store.root()).withHttpPort(options.httpPort);
        CoordinatorMetrics metrics = new CoordinatorMetrics();
        try {
            return CoordinatorNode.start(
                    settings, new CoordinatorNode.Ports(new CommandResults(store), metrics, notices));
        } catch (StartException e) {
            throw CommandException.badInput(e.getMessage());
        }
    }

    /** Lets the agent report, and so take work. */
    void startAgent() throws CommandException {
        try {
            ActorRef<HostAgent.Command> agent = node.spawn(
                    HostAgent.create(
                            host, HostAgent.Recovered.of(host), node.scheduler().narrow()),
                    "agent");
            node.spawn(AgentWatch.create(agent, this::agentStopped), "agent-watch");
        } catch (IOException e) {
            throw CommandException.badInput("the agent's spool cannot be read: " + e);
        }
    }

    /** Why KVM is used or not. */
    String acceleratorReason() {
        return host.acceleratorReason();
    }

    /** Processes of dead agents that were found and ended, each with its name and id. */
    List<String> leftovers() {
        return host.leftovers().stream()
                .map(left -> left.name() + " (pid " + left.pid() + ")")
                .toList();
    }

    private void agentStopped() {
        if (!closing.get()) {
            failed.complete("the agent has stopped: it failed; " + store.root().resolve(".ballast/ballast.log")
                    + " says why. What is in the store is safe.");
        }
    }

    HostReport report() {
        return host.report();
    }

    ResultStore store() {
        return store;
    }

    ActorRef<CoordinatorMessage> scheduler() {
        return node.scheduler();
    }

    ActorSystem<?> system() {
        return node.system();
    }

    CoordinatorNode node() {
        return node;
    }

    URI http() {
        return node.http();
    }

    /** Completes with a message for users if the coordinator or the agent stops by itself. */
    CompletionStage<String> failed() {
        return failed;
    }

    @Override
    public void close() {
        closing.set(true);
        node.close();
        close(host);
    }

    private static void close(PreparedHost host) {
        try {
            host.close();
        } catch (IOException e) {
            // the next start removes the folder; nothing of this run is in it
            System.err.println("ballast: " + host.report().id() + ": cannot remove the run folder: " + e.getMessage());
        }
    }
}
