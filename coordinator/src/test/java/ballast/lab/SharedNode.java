package ballast.lab;

import ballast.agent.actor.HostAgent;
import ballast.agent.actor.PreparedHost;
import ballast.agent.config.LabMembership;
import ballast.cluster.NodeAddress;
import ballast.cluster.NodeConfig;
import ballast.cluster.TlsContexts;
import ballast.message.ToAgent;
import ballast.message.ToCoordinator;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.AddressFromURIString;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.JoinSeedNodes;
import org.awaitility.Awaitility;

/**
 * A node of the cluster that many agents share, for measurements of what agents say; in a lab each has a node of its own. It knows one coordinator, which
 * has to live on.
 */
final class SharedNode {
    private static final Duration ANSWER = Duration.ofSeconds(3);
    private static final Duration BOUND = Duration.ofMinutes(1);

    private final LabMembership lab;
    private final ActorSystem<Void> node;
    /** As whole agents do, these live in a system that is none of the cluster's. */
    private final ActorSystem<Void> agents;

    private final ActorRef door;

    SharedNode(LabMembership lab) throws Exception {
        this.lab = lab;
        NodeAddress coordinator = lab.coordinators().get(0);
        node = ActorSystem.create(
                Behaviors.empty(),
                "ballast",
                NodeConfig.of(lab.own(), "agent", List.of(), lab.tls())
                        .withFallback(ConfigFactory.defaultReferenceUnresolved())
                        .resolve());
        agents = ActorSystem.create(
                Behaviors.empty(),
                "ballast-agents",
                ConfigFactory.parseResources("agent.conf")
                        .withFallback(ConfigFactory.defaultReferenceUnresolved())
                        .resolve());
        door = Awaitility.await("the coordinator's door")
                .atMost(BOUND)
                .ignoreExceptions()
                .until(
                        () -> node.classicSystem()
                                .actorSelection(coordinator.uri() + "/user/" + NodeConfig.DOOR)
                                .resolveOne(ANSWER)
                                .toCompletableFuture()
                                .get(ANSWER.toSeconds(), TimeUnit.SECONDS),
                        found -> true);
        Cluster.get(node).manager().tell(new JoinSeedNodes(List.of(AddressFromURIString.parse(coordinator.uri()))));
    }

    /** @param notices told when it has joined */
    void add(PreparedHost host, Consumer<String> notices) throws Exception {
        String name = host.report().id().value();
        var terms = new HostAgent.Terms(
                lab.orphanTime(), Optional.of(TlsContexts.of(lab.tls().orElseThrow())), notices);
        var agent = new Mailbox();
        var heard = node.systemActorOf(agent.receiver(), "heard-" + name, Props.empty());
        Behavior<ToCoordinator> coordinator = Behaviors.receive((context, message) -> {
            door.tell(agent.answeredTo(heard, message), ActorRef.noSender());
            return Behaviors.same();
        });
        agents.systemActorOf(
                HostAgent.create(
                        host,
                        HostAgent.Recovered.of(host),
                        agents.systemActorOf(coordinator, "coordinator-" + name, Props.empty()),
                        terms),
                "agent-" + name,
                Props.empty());
    }

    /** The agent behind an actor of the node. */
    private static final class Mailbox {
        private volatile Optional<org.apache.pekko.actor.typed.ActorRef<ToAgent>> agent = Optional.empty();

        Behavior<ToAgent> receiver() {
            return Behaviors.receive((context, message) -> {
                agent.ifPresent(ref -> ref.tell(message));
                return Behaviors.same();
            });
        }

        ToCoordinator answeredTo(org.apache.pekko.actor.typed.ActorRef<ToAgent> heard, ToCoordinator message) {
            if (message instanceof ToCoordinator.Inventory inventory) {
                agent = Optional.of(inventory.agent());
            }
            return message.from(heard);
        }
    }
}
