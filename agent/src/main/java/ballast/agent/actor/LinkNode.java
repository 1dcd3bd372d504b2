package ballast.agent.actor;

import ballast.agent.config.LabMembership;
import ballast.cluster.NodeAddress;
import ballast.cluster.NodeConfig;
import ballast.message.CoordinatorMessage;
import ballast.message.ToAgent;
import ballast.message.ToCoordinator;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.ClusterEvent;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.ClusterSingleton;
import org.apache.pekko.cluster.typed.ClusterSingletonSettings;
import org.apache.pekko.cluster.typed.SingletonActor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One life of an agent's node of the cluster: from its start until it is put out, or given up. */
final class LinkNode {
    private static final Logger LOG = LoggerFactory.getLogger(LinkNode.class);
    /** As the coordinators call it. */
    private static final String SINGLETON = "scheduler";

    /** A coordinator that is reached late would take each old inventory's clock for the host's, and refuse it. */
    private static final String NO_BUFFER = "pekko.cluster.singleton-proxy.buffer-size = 0";

    private static final int CLOSE_SECONDS = 10;

    private final ActorSystem<ToAgent> system;
    private final Cluster cluster;
    private final ActorRef<CoordinatorMessage> coordinator;

    private LinkNode(ActorSystem<ToAgent> system) {
        this.system = system;
        cluster = Cluster.get(system);
        coordinator = ClusterSingleton.get(system)
                .init(SingletonActor.of(Behaviors.<CoordinatorMessage>ignore(), SINGLETON)
                        .withSettings(ClusterSingletonSettings.create(system)
                                .withRole(NodeConfig.COORDINATOR)
                                .withDataCenter(NodeConfig.COORDINATORS)));
    }

    /**
     * Starts it, and lets it join in the background. Blocks for about a second.
     *
     * @param own where it listens
     * @param onMessage told what the coordinator says; on any thread
     */
    static LinkNode open(LabMembership lab, NodeAddress own, Consumer<ToAgent> onMessage) {
        Behavior<ToAgent> receiver = Behaviors.receive((context, message) -> {
            onMessage.accept(message);
            return Behaviors.same();
        });
        return new LinkNode(ActorSystem.create(receiver, "ballast", config(lab, own)));
    }

    private static Config config(LabMembership lab, NodeAddress own) {
        return ConfigFactory.parseString(NO_BUFFER)
                .withFallback(NodeConfig.of(own, "agent", lab.coordinators(), lab.tls()))
                .withFallback(ConfigFactory.defaultReferenceUnresolved())
                .resolve();
    }

    /** Answers come to this node, whichever it was said by. */
    void forward(ToCoordinator message) {
        if (message instanceof ToCoordinator.Inventory inventory) {
            coordinator.tell(inventory.from(system));
        } else if (message instanceof ToCoordinator.AttemptEnded ended) {
            coordinator.tell(ended.from(system));
        } else {
            coordinator.tell(message);
        }
    }

    boolean hasJoined() {
        return cluster.selfMember().status() == MemberStatus.up();
    }

    /** Whether the others have gone on without it. */
    boolean wasPutOut() {
        MemberStatus status = cluster.selfMember().status();
        return status == MemberStatus.down()
                || (status == MemberStatus.removed() && cluster.isTerminated())
                || system.getWhenTerminated().toCompletableFuture().isDone();
    }

    boolean seesCoordinators() {
        ClusterEvent.CurrentClusterState state = cluster.state();
        Set<Member> unreachable = state.getUnreachable();
        return StreamSupport.stream(state.getMembers().spliterator(), false)
                .anyMatch(member -> member.hasRole(NodeConfig.COORDINATOR)
                        && member.status() == MemberStatus.up()
                        && !unreachable.contains(member));
    }

    /** Blocks until its port is free. */
    void close() {
        system.terminate();
        try {
            system.getWhenTerminated().toCompletableFuture().get(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("the cluster's node did not end in {} s", CLOSE_SECONDS, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
