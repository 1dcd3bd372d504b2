package ballast.coordinator.actor;

import ballast.message.CoordinatorMessage;
import ballast.message.ToCoordinator;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Where agents of a lab speak to: every coordinator has one, and only where the scheduler works is something heard. */
final class Door {
    private Door() {}

    static Behavior<CoordinatorMessage> create(LocalScheduler local) {
        return Behaviors.receive(CoordinatorMessage.class)
                .onMessage(ToCoordinator.class, said -> {
                    // elsewhere it is dropped: agents speak to all coordinators, and say everything again
                    local.get().ifPresent(scheduler -> scheduler.tell(said));
                    return Behaviors.same();
                })
                .build();
    }
}
