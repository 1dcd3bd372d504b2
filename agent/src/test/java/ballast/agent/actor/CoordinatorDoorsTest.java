package ballast.agent.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ballast.cluster.NodeAddress;
import ballast.cluster.NodeConfig;
import ballast.message.ToCoordinator;
import ballast.message.ToCoordinator.Progress;
import ballast.model.AttemptId;
import ballast.model.CampaignId;
import ballast.model.CellId;
import ballast.model.HostId;
import ballast.model.RunId;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CoordinatorDoorsTest {
    private final Queue<Integer> heard = new ConcurrentLinkedQueue<>();
    private final AtomicInteger joined = new AtomicInteger();
    private NodeAddress address;
    private ActorSystem<Void> agent;
    private ActorSystem<Void> coordinator;
    private CoordinatorDoors doors;

    @BeforeEach
    void start() throws IOException {
        address = free();
        agent = system(Behaviors.empty(), free());
        coordinator = coordinator();
        doors = new CoordinatorDoors(agent.classicSystem(), List.of(address, free()), joined::incrementAndGet);
    }

    @AfterEach
    void stop() throws Exception {
        end(coordinator);
        end(agent);
    }

    @Test
    void speaksToThoseThatAreThere() {
        assertThat(joined).hasValue(0);
        tellUntilHeard(1);
        assertThat(joined).hasValue(1);
        assertThat(doors.areAllNew()).isFalse();
    }

    @Test
    void tellsARestartedCoordinatorNothingOfBefore() throws Exception {
        tellUntilHeard(1);
        end(coordinator);
        for (int i = 0; i < 50; i++) {
            doors.tell(progress(2));
        }
        coordinator = coordinator();
        await().until(() -> {
            doors.look();
            return doors.areAllNew();
        });
        doors.tell(progress(3));

        doors = new CoordinatorDoors(agent.classicSystem(), List.of(address), joined::incrementAndGet);
        tellUntilHeard(4);

        assertThat(doors.areAllNew()).isFalse();
        assertThat(heard).doesNotContain(2, 3);
    }

    /** While it looks. */
    private void tellUntilHeard(int number) {
        await().until(() -> {
            doors.look();
            doors.tell(progress(number));
            return heard.contains(number);
        });
    }

    private ActorSystem<Void> coordinator() {
        return system(
                Behaviors.setup(context -> {
                    context.spawn(
                            Behaviors.<ToCoordinator>receive((inner, said) -> {
                                heard.add(((Progress) said)
                                        .attempts()
                                        .get(0)
                                        .attempt()
                                        .number());
                                return Behaviors.same();
                            }),
                            NodeConfig.DOOR);
                    return Behaviors.empty();
                }),
                address);
    }

    private static ActorSystem<Void> system(org.apache.pekko.actor.typed.Behavior<Void> guardian, NodeAddress address) {
        return ActorSystem.create(
                guardian,
                "ballast",
                NodeConfig.of(address, NodeConfig.COORDINATOR, List.of(), Optional.empty())
                        .withFallback(ConfigFactory.defaultReferenceUnresolved())
                        .resolve());
    }

    private static void end(ActorSystem<Void> system) throws Exception {
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private static NodeAddress free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new NodeAddress("127.0.0.1", socket.getLocalPort());
        }
    }

    private static Progress progress(int number) {
        RunId run = new RunId(new CampaignId("20260101-000000-abcd"), new CellId("0123456789ab"), 1);
        return new Progress(
                new HostId("alpha"), List.of(new ToCoordinator.Live(new AttemptId(run, number), List.of())));
    }
}
