package ballast.agent.actor;

import ballast.cluster.NodeAddress;
import ballast.cluster.NodeConfig;
import ballast.message.ToCoordinator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;

/**
 * The coordinators' actors that take what agents say; thread-safe. Each is known by its process: what waits for one that has ended is not delivered
 * to the next at the same address, which would take old inventories for new ones.
 */
final class CoordinatorDoors {
    /** An answer that comes later comes with the next question. */
    private static final Duration ANSWER = Duration.ofSeconds(3);

    private final ActorSystem system;
    private final List<NodeAddress> coordinators;
    private final Runnable onFirst;
    private final Map<String, ActorRef> first = new TreeMap<>();
    private final Map<String, ActorRef> current = new TreeMap<>();

    /** @param onFirst called once, on any thread, when a coordinator is there that serves */
    CoordinatorDoors(ActorSystem system, List<NodeAddress> coordinators, Runnable onFirst) {
        this.system = system;
        this.onFirst = onFirst;
        this.coordinators = List.copyOf(coordinators);
    }

    /** Asks who is there now. */
    void look() {
        for (NodeAddress coordinator : coordinators) {
            String address = coordinator.uri();
            system.actorSelection(address + "/user/" + NodeConfig.DOOR)
                    .resolveOne(ANSWER)
                    .whenComplete((door, silence) -> {
                        if (door != null) {
                            found(address, door);
                        }
                    });
        }
    }

    private synchronized void found(String address, ActorRef door) {
        if (first.isEmpty()) {
            onFirst.run();
        }
        first.putIfAbsent(address, door);
        current.put(address, door);
    }

    /**
     * To all of them: one of them decides, the others drop it. Nothing to a cluster that has begun anew: joining it takes seconds without a word,
     * and who has spoken before and is silent then is looked for.
     */
    synchronized void tell(ToCoordinator message) {
        if (areAllNew()) {
            return;
        }
        current.values().forEach(door -> door.tell(message, ActorRef.noSender()));
    }

    /** Whether there are coordinators, and none of them is a process that was there at first: the cluster has begun anew without this node. */
    synchronized boolean areAllNew() {
        return !first.isEmpty()
                && first.entrySet().stream().noneMatch(door -> door.getValue().equals(current.get(door.getKey())));
    }
}
