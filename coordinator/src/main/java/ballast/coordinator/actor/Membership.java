package ballast.coordinator.actor;

import ballast.cluster.NodeAddress;
import ballast.cluster.NodeConfig;
import ballast.coordinator.config.CoordinatorSettings;
import ballast.coordinator.config.Profile;
import ballast.coordinator.config.Profile.HighlyAvailable;
import ballast.coordinator.config.Profile.Single;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import org.apache.pekko.actor.AddressFromURIString;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.apache.pekko.cluster.typed.JoinSeedNodes;
import org.apache.pekko.cluster.typed.SelfRemoved;
import org.apache.pekko.cluster.typed.SelfUp;
import org.apache.pekko.cluster.typed.Subscribe;

/** A coordinator node's place in the cluster: how it comes in, and what it does when it is put out. */
final class Membership {
    static final String COORDINATOR = NodeConfig.COORDINATOR;

    /** Longer than a first seed node waits for others before it begins a cluster (seed-node-timeout). */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    /** No cluster was found. */
    private record Rotate(int first) {}

    private final CompletableFuture<Void> up = new CompletableFuture<>();

    private Membership() {}

    /** @param onRemoved told why, when the others have gone on without this node */
    static Membership join(
            ActorSystem<NodeGuardian.Spawn<?>> system, CoordinatorSettings settings, Consumer<String> onRemoved) {
        Membership membership = new Membership();
        CompletableFuture<org.apache.pekko.actor.typed.ActorRef<Object>> spawned = new CompletableFuture<>();
        system.tell(new NodeGuardian.Spawn<>(membership.watch(settings, onRemoved), "membership", spawned));
        return membership;
    }

    /** Fails if this node must not serve. */
    CompletionStage<Void> up() {
        return up;
    }

    private Behavior<Object> watch(CoordinatorSettings settings, Consumer<String> onRemoved) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            Cluster cluster = Cluster.get(context.getSystem());
            cluster.subscriptions().tell(Subscribe.create(context.getSelf().narrow(), SelfUp.class));
            cluster.subscriptions().tell(Subscribe.create(context.getSelf().narrow(), SelfRemoved.class));
            List<NodeAddress> seeds = seeds(settings.profile());
            if (!seeds.isEmpty()) {
                join(cluster, seeds, 0);
            } else {
                cluster.manager().tell(Join.create(cluster.selfMember().address()));
            }
            if (settings.profile() instanceof HighlyAvailable) {
                timers.startSingleTimer(new Rotate(1), PATIENCE);
            }
            return Behaviors.receive(Object.class)
                    .onMessage(Rotate.class, rotate -> {
                        if (!cluster.state().getMembers().iterator().hasNext()) {
                            join(cluster, seeds, rotate.first % seeds.size());
                            timers.startSingleTimer(new Rotate(rotate.first + 1), PATIENCE);
                        }
                        return Behaviors.same();
                    })
                    .onMessage(SelfUp.class, come -> {
                        settle(cluster, settings);
                        return Behaviors.same();
                    })
                    .onMessage(SelfRemoved.class, gone -> {
                        onRemoved.accept("the other coordinators have gone on without this node: it was cut off,"
                                + " or silent for too long; start it again");
                        return Behaviors.stopped();
                    })
                    .build();
        }));
    }

    /**
     * Only the first of a list begins a cluster where there is none. It takes turns, since the first of the settings may be lost: a cluster that two
     * of them begin at the same time cannot become two that decide, each needs most of them.
     */
    private static void join(Cluster cluster, List<NodeAddress> seeds, int first) {
        List<NodeAddress> order = new ArrayList<>(seeds);
        Collections.rotate(order, -first);
        cluster.manager()
                .tell(new JoinSeedNodes(order.stream()
                        .map(node -> AddressFromURIString.parse(node.uri()))
                        .toList()));
    }

    private static List<NodeAddress> seeds(Profile profile) {
        if (profile instanceof HighlyAvailable several) {
            return several.coordinators();
        }
        return profile instanceof Single single ? single.coordinators() : List.of();
    }

    /** Of several coordinators none decides before most of them are there: one that starts cut off waits. */
    static Config config(Profile profile) {
        return profile instanceof HighlyAvailable several
                ? ConfigFactory.parseMap(Map.of(
                        "pekko.cluster.role." + COORDINATOR + ".min-nr-of-members",
                        several.coordinators().size() / 2 + 1))
                : ConfigFactory.empty();
    }

    private void settle(Cluster cluster, CoordinatorSettings settings) {
        var others = StreamSupport.stream(cluster.state().getMembers().spliterator(), false)
                .filter(member -> member.hasRole(COORDINATOR))
                .map(Member::address)
                .filter(address -> !address.equals(cluster.selfMember().address()))
                .toList();
        if (settings.profile() instanceof Single && !others.isEmpty()) {
            up.completeExceptionally(new StartException("there is another coordinator node, " + others
                    + ", and profile 'single' allows one; end one of both, or use profile 'ha'"));
        } else {
            up.complete(null);
        }
    }
}
