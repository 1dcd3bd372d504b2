package ballast.coordinator.actor;

import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.NoSerializationVerificationNeeded;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Top of a node's actors: others hang theirs below it. */
final class NodeGuardian {
    private NodeGuardian() {}

    /** One thing to spawn. */
    record Spawn<T>(Behavior<T> behavior, String name, CompletableFuture<ActorRef<T>> spawned)
            implements NoSerializationVerificationNeeded {}

    static Behavior<Spawn<?>> create() {
        return Behaviors.receive((context, spawn) -> {
            spawn(context, spawn);
            return Behaviors.same();
        });
    }

    private static <T> void spawn(org.apache.pekko.actor.typed.javadsl.ActorContext<Spawn<?>> context, Spawn<T> spawn) {
        spawn.spawned().complete(context.spawn(spawn.behavior(), spawn.name()));
    }
}
