package ballast.agent.actor;

import ballast.agent.config.LabMembership;
import ballast.agent.metrics.MetricsServer;
import ballast.cluster.TlsContexts;
import ballast.message.ToCoordinator;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** A host's agent as a process of its own: the agent, and its link to the lab. */
public final class AgentNode implements AutoCloseable {
    private static final Duration CLOSE_BOUND = Duration.ofSeconds(30);

    private final PreparedHost host;
    private final Optional<MetricsServer> metrics;
    private final ActorSystem<Void> system;

    private AgentNode(PreparedHost host, Optional<MetricsServer> metrics, ActorSystem<Void> system) {
        this.host = host;
        this.metrics = metrics;
        this.system = system;
    }

    /**
     * Starts it; it joins when a coordinator can be reached.
     *
     * @param host closed with this
     * @param notices takes what people shall be told at once, a line each; called on any thread
     * @throws IOException if the spool or the certificates cannot be read, or the metrics' port is taken
     */
    public static AgentNode start(PreparedHost host, LabMembership lab, Consumer<String> notices) throws IOException {
        HostAgent.Recovered recovered = HostAgent.Recovered.of(host);
        Optional<SSLContext> tls =
                lab.tls().isPresent() ? Optional.of(TlsContexts.of(lab.tls().get())) : Optional.empty();
        Optional<MetricsServer> metrics = lab.metrics().isPresent()
                ? Optional.of(MetricsServer.open(
                        lab.metrics().get().host(), lab.metrics().get().port(), host.metrics()::scrape))
                : Optional.empty();
        metrics.ifPresent(server -> notices.accept("metrics at http://" + server.address() + "/metrics"));
        var terms = new HostAgent.Terms(lab.orphanTime(), tls, metrics.map(MetricsServer::address), notices);
        Behavior<Void> guardian = Behaviors.setup(context -> {
            ActorRef<Link.Command> link = context.spawn(Link.create(lab, terms, host.blocking()), "link");
            ActorRef<ToCoordinator> coordinator = context.spawn(forwardTo(link), "coordinator");
            ActorRef<HostAgent.Command> agent =
                    context.spawn(HostAgent.create(host, recovered, coordinator, terms), "agent");
            context.watch(agent);
            return Behaviors.receive(Void.class)
                    .onSignal(Terminated.class, ended -> Behaviors.stopped())
                    .build();
        });
        return new AgentNode(
                host,
                metrics,
                ActorSystem.create(
                        guardian,
                        "ballast-agent",
                        ConfigFactory.parseResources("agent.conf")
                                .withFallback(ConfigFactory.defaultReferenceUnresolved())
                                .resolve()));
    }

    private static Behavior<ToCoordinator> forwardTo(ActorRef<Link.Command> link) {
        return Behaviors.receive((context, message) -> {
            link.tell(new Link.Forward(message));
            return Behaviors.same();
        });
    }

    /** Completes when it has ended, by itself or because it was closed. */
    public CompletionStage<?> ended() {
        return system.getWhenTerminated();
    }

    /** Ends the VMs and the link. */
    @Override
    public void close() throws IOException {
        system.terminate();
        try {
            system.getWhenTerminated().toCompletableFuture().get(CLOSE_BOUND.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the agent did not end in " + CLOSE_BOUND.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            metrics.ifPresent(MetricsServer::close);
            host.close();
        }
    }
}
