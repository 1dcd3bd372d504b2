package ballast.coordinator.cli;

import ballast.agent.actor.HostAgent;
import ballast.agent.actor.PreparedHost;
import ballast.agent.config.AgentConfig;
import ballast.agent.config.AgentConfig.BudgetSetting;
import ballast.agent.replay.Playback;
import ballast.agent.replay.Traces;
import ballast.coordinator.actor.CoordinatorNode;
import ballast.coordinator.actor.ResultPort;
import ballast.coordinator.actor.StartException;
import ballast.coordinator.config.CoordinatorSettings;
import ballast.coordinator.metrics.CoordinatorMetrics;
import ballast.coordinator.results.ResultStore;
import ballast.coordinator.simulation.SimulatedHosts;
import ballast.model.FaultException;
import ballast.model.HostId;
import ballast.model.HostReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A coordinator and the agents of hosts that do not exist, all in this process; the agents play traces back. */
final class SimulatedLab implements AutoCloseable {
    /** Of the clock: state that thousands of VMs tell is not looked at more often. */
    private static final Duration LIVE = Duration.ofSeconds(1);

    private final CoordinatorNode node;
    private final ResultStore store;
    private final List<PreparedHost> hosts;

    private SimulatedLab(CoordinatorNode node, ResultStore store, List<PreparedHost> hosts) {
        this.node = node;
        this.store = store;
        this.hosts = hosts;
    }

    /** @param results what the scheduler reads and writes; its files are in {@code store} */
    static SimulatedLab start(
            ResultStore store,
            ResultPort results,
            Traces traces,
            SimulatedHosts wanted,
            double speed,
            Consumer<String> notices)
            throws CommandException {
        CoordinatorNode node;
        try {
            node = CoordinatorNode.start(
                    CoordinatorSettings.embedded(store.root()),
                    new CoordinatorNode.Ports(results, new CoordinatorMetrics(), notices));
        } catch (StartException e) {
            throw CommandException.badInput(e.getMessage());
        }
        SimulatedLab lab = new SimulatedLab(node, store, new ArrayList<>());
        try {
            Playback playback =
                    new Playback(speed, LIVE, new Playback.Claim.Pretended(wanted.cores(), wanted.budget(), 0));
            for (HostId id : wanted.ids()) {
                lab.hosts.add(PreparedHost.replaying(lab.config(id, wanted), traces, playback));
            }
            return lab;
        } catch (FaultException e) {
            lab.close();
            throw CommandException.badInput(e.getMessage());
        }
    }

    private AgentConfig config(HostId id, SimulatedHosts wanted) {
        Path own = store.root().resolve(".ballast");
        return new AgentConfig(
                id,
                own.resolve("run"),
                own.resolve("spool").resolve(id.value()),
                own.resolve("cache"),
                List.of(),
                Path.of("no-guard"),
                AgentConfig.withStock(Path.of("no-qemu"), Map.of()),
                new BudgetSetting.Fixed(wanted.budget()));
    }

    /** Lets the hosts report, and so take work. */
    void startAgents() throws CommandException {
        try {
            for (PreparedHost host : hosts) {
                node.spawn(
                        HostAgent.create(
                                host,
                                HostAgent.Recovered.of(host),
                                node.scheduler().narrow()),
                        "agent-" + host.report().id());
            }
        } catch (IOException e) {
            throw CommandException.badInput("the spool of a simulated host cannot be read: " + e);
        }
    }

    /** They are all alike. */
    HostReport host() {
        return hosts.get(0).report();
    }

    CoordinatorNode node() {
        return node;
    }

    @Override
    public void close() {
        node.close();
        for (PreparedHost host : hosts) {
            try {
                host.close();
            } catch (IOException e) {
                System.err.println("ballast: " + host.report().id() + ": " + e.getMessage());
            }
        }
    }
}
