package ballast.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.Test;

class AgentWatchTest {
    @Test
    void anAgentThatStopsIsTold() throws Exception {
        ActorTestKit kit = ActorTestKit.create();
        try {
            ActorRef<String> agent = kit.spawn(Behaviors.receiveMessage(message -> Behaviors.stopped()));
            CompletableFuture<Void> told = new CompletableFuture<>();
            kit.spawn(AgentWatch.create(agent, () -> told.complete(null)));
            assertThat(told).isNotDone();

            agent.tell("fail");

            told.get(10, TimeUnit.SECONDS);
        } finally {
            kit.shutdownTestKit();
        }
    }
}
