package ballast.agent.actor;

import ballast.agent.config.LabMembership;
import ballast.cluster.NodeAddress;
import ballast.cluster.NodeConfig;
import ballast.message.ToAgent;
import ballast.message.ToCoordinator;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.pekko.actor.AddressFromURIString;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.JoinSeedNodes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One life of an agent's node of the cluster: from its start until it is put out, or given up. */
final class LinkNode {
    private static final Logger LOG = LoggerFactory.getLogger(LinkNode.class);
    private static final int CLOSE_SECONDS = 10;

    private final ActorSystem<ToAgent> system;
    private final Cluster cluster;
    private final CoordinatorDoors doors;

    private LinkNode(ActorSystem<ToAgent> system, LabMembership lab) {
        this.system = system;
        cluster = Cluster.get(system);
        doors = new CoordinatorDoors(system.classicSystem(), lab.coordinators(), () -> join(lab.coordinators()));
        doors.look();
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
        return new LinkNode(ActorSystem.create(receiver, "ballast", config(lab, own)), lab);
    }

    private static Config config(LabMembership lab, NodeAddress own) {
        return NodeConfig.of(own, "agent", List.of(), lab.tls())
                .withFallback(ConfigFactory.defaultReferenceUnresolved())
                .resolve();
    }

    private void join(List<NodeAddress> coordinators) {
        cluster.manager()
                .tell(new JoinSeedNodes(coordinators.stream()
                        .map(node -> AddressFromURIString.parse(node.uri()))
                        .toList()));
    }

    /** Answers come to this node, whichever it was said by. */
    void forward(ToCoordinator message) {
        doors.tell(message.from(system));
    }

    /** Whether coordinators have let it in. That they all have heard of it, which takes longer, is not needed. */
    boolean hasJoined() {
        MemberStatus status = cluster.selfMember().status();
        return status == MemberStatus.joining() || status == MemberStatus.weaklyUp() || status == MemberStatus.up();
    }

    /** Whether the others have gone on without it. */
    boolean wasPutOut() {
        MemberStatus status = cluster.selfMember().status();
        return status == MemberStatus.down()
                || (status == MemberStatus.removed() && cluster.isTerminated())
                || system.getWhenTerminated().toCompletableFuture().isDone();
    }

    /** To be called every second or so: coordinators are restarted, and others come. */
    void lookForCoordinators() {
        doors.look();
    }

    /** Whether the coordinators have begun another cluster. */
    boolean isLeftBehind() {
        return hasJoined() && doors.areAllNew();
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
