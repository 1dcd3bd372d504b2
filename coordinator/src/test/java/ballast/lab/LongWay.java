package ballast.lab;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * 100 ms between an agent and the coordinator each way, and connections that break. Both have their own addresses still: the
 * kernel leads what they say to each other through proxies on this machine.
 */
final class LongWay implements AutoCloseable {
    private static final Duration DELAY = Duration.ofMillis(100);
    private static final int CLUSTER_PORT = SingleLab.CLUSTER_PORT;

    private final SlowProxy toCoordinator;
    private final SlowProxy toAgent;

    private LongWay(SlowProxy toCoordinator, SlowProxy toAgent) {
        this.toCoordinator = toCoordinator;
        this.toAgent = toAgent;
    }

    /** Before they have heard of each other. */
    static LongWay lay(Network network, Place agent, Place coordinator) throws IOException {
        SlowProxy toCoordinator = SlowProxy.start(network.ownAddress(), cluster(coordinator), DELAY);
        SlowProxy toAgent = SlowProxy.start(network.ownAddress(), cluster(agent), DELAY);
        agent.divert(coordinator, CLUSTER_PORT, toCoordinator.address());
        coordinator.divert(agent, CLUSTER_PORT, toAgent.address());
        return new LongWay(toCoordinator, toAgent);
    }

    private static InetSocketAddress cluster(Place place) {
        return new InetSocketAddress(place.address(), CLUSTER_PORT);
    }

    /** Breaks all connections; new ones are taken. */
    void drop() {
        toCoordinator.drop();
        toAgent.drop();
    }

    /** How many connections there have been. */
    long accepted() {
        return toCoordinator.accepted() + toAgent.accepted();
    }

    @Override
    public void close() throws IOException {
        toCoordinator.close();
        toAgent.close();
    }
}
