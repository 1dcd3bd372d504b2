package ballast.coordinator.cli;

import ballast.agent.actor.HostAgent;
import ballast.agent.actor.PreparedHost;
import ballast.agent.config.AgentConfig;
import ballast.agent.config.AgentConfig.BudgetSetting;
import ballast.agent.replay.Playback;
import ballast.agent.replay.PlayedTime;
import ballast.agent.replay.Traces;
import ballast.coordinator.actor.CoordinatorNode;
import ballast.coordinator.actor.Pace;
import ballast.coordinator.actor.ResultPort;
import ballast.coordinator.actor.StartException;
import ballast.coordinator.config.CoordinatorSettings;
import ballast.coordinator.metrics.CoordinatorMetrics;
import ballast.coordinator.results.ResultStore;
import ballast.coordinator.simulation.SimulatedHosts;
import ballast.model.AttemptId;
import ballast.model.FaultException;
import ballast.model.HostId;
import ballast.model.HostReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** A coordinator and the agents of hosts that do not exist, all in this process; the agents play traces back. */
final class SimulatedLab implements AutoCloseable {
    /** Between two words of a host: an agent's own beat is real time, and leaps of the simulation's must not make it silent. */
    private static final Duration NEVER_SILENT = Duration.ofDays(365_000);

    private static final Duration REPORTED = Duration.ofMinutes(2);

    private final CoordinatorNode node;
    private final ResultStore store;
    private final Paced pace;
    private final List<PreparedHost> hosts = new ArrayList<>();

    private SimulatedLab(CoordinatorNode node, ResultStore store, Paced pace) {
        this.node = node;
        this.store = store;
        this.pace = pace;
    }

    /** Time stands still until all hosts have reported, and while an attempt starts or ends, or a plan is made. */
    private record Paced(PlayedTime clock, int hosts, Duration search, CompletableFuture<Void> complete)
            implements Pace {
        private static final String SCHEDULER = "scheduler";

        @Override
        public void starting(AttemptId attempt) {
            clock.hold(attempt);
        }

        @Override
        public void ended(AttemptId attempt) {
            clock.done(attempt);
        }

        @Override
        public void looked(int answering, boolean busy, Optional<Instant> next, Runnable again) {
            if (answering == hosts) {
                complete.complete(null);
            }
            if (busy || answering < hosts) {
                clock.hold(SCHEDULER);
            } else if (next.isPresent()) {
                clock.at(SCHEDULER, next.get(), again);
            } else {
                clock.done(SCHEDULER);
            }
        }
    }

    /**
     * @param results what the scheduler reads and writes; its files are in {@code store}
     * @param search how long better plans are looked for after the first, in real time
     */
    static SimulatedLab start(
            ResultStore store,
            ResultPort results,
            Traces traces,
            SimulatedHosts wanted,
            Duration search,
            Consumer<String> notices)
            throws CommandException {
        PlayedTime time = new PlayedTime(Instant.now());
        time.hold(Paced.SCHEDULER);
        Paced pace = new Paced(time, wanted.count(), search, new CompletableFuture<>());
        CoordinatorNode node;
        try {
            node = CoordinatorNode.start(
                    CoordinatorSettings.embedded(store.root())
                            .withTiming(CoordinatorSettings.Timing.DEFAULT.withSilentAfter(NEVER_SILENT)),
                    new CoordinatorNode.Ports(results, new CoordinatorMetrics(), notices, pace));
        } catch (StartException e) {
            throw CommandException.badInput(e.getMessage());
        }
        SimulatedLab lab = new SimulatedLab(node, store, pace);
        try {
            Playback playback = Playback.in(time, new Playback.Claim.Pretended(wanted.cores(), wanted.budget(), 0));
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

    /** Lets the hosts report, and so take work; returns when all have. */
    void startAgents() throws CommandException {
        var terms = new HostAgent.Terms(
                ChronoUnit.FOREVER.getDuration(),
                pace.clock(),
                System::nanoTime,
                Optional.empty(),
                line -> System.err.println("ballast: " + line));
        try {
            for (PreparedHost host : hosts) {
                node.spawn(
                        HostAgent.create(
                                host,
                                HostAgent.Recovered.of(host),
                                node.scheduler().narrow(),
                                terms),
                        "agent-" + host.report().id());
            }
            pace.complete().get(REPORTED.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new CommandException(
                    ExitCode.RUN_FAILED,
                    "ballast: simulate: the simulated hosts did not report within " + REPORTED.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException(ExitCode.RUN_FAILED, "ballast: simulate: interrupted; simulate again");
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
