package ballast.coordinator.actor;

import ballast.message.CoordinatorMessage;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.actor.typed.ActorRef;

/** The scheduler while it works on this node: only one of several coordinator nodes has it, the others stand by. */
final class LocalScheduler {
    private final AtomicReference<ActorRef<CoordinatorMessage>> current = new AtomicReference<>();

    /** It takes commands from now on. */
    void begun(ActorRef<CoordinatorMessage> scheduler) {
        current.set(scheduler);
    }

    void stopped(ActorRef<CoordinatorMessage> scheduler) {
        current.compareAndSet(scheduler, null);
    }

    Optional<ActorRef<CoordinatorMessage>> get() {
        return Optional.ofNullable(current.get());
    }
}
