package ballast.coordinator.cli;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Tells when an embedded lab's only agent has stopped: nothing would go on then, and nobody would say so. */
final class AgentWatch {
    private AgentWatch() {}

    static Behavior<Void> create(ActorRef<?> agent, Runnable onStop) {
        return Behaviors.setup(context -> {
            context.watch(agent);
            return Behaviors.receive(Void.class)
                    .onSignal(Terminated.class, stopped -> {
                        onStop.run();
                        return Behaviors.stopped();
                    })
                    .build();
        });
    }
}
