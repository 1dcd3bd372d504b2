package ballast.coordinator.actor;

import static ballast.coordinator.schedule.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import ballast.coordinator.schedule.Samples;
import ballast.message.AgentFacts;
import ballast.message.ToAgent;
import ballast.message.ToCoordinator.Inventory;
import ballast.model.ByteSize;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

final class RegistrationTest {
    private static final ActorTestKit KIT = ActorTestKit.create();
    private static final Duration FARTHEST = Duration.ofSeconds(5);

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    private static Inventory said(AgentFacts facts) {
        return new Inventory(
                Samples.host("a", 2, ByteSize.gib(2)),
                facts,
                List.of(),
                List.of(),
                KIT.<ToAgent>createTestProbe().getRef());
    }

    private static Inventory said(String incarnation, Instant clock) {
        return said(AgentFacts.now(incarnation, clock));
    }

    private static Optional<String> refusal(Inventory said, Agents.Standing... known) {
        return Registration.refusal(said, List.of(known).stream().findFirst(), FARTHEST, NOON);
    }

    @Test
    void an_agent_that_is_as_it_should_be_joins() {
        assertThat(refusal(said("one", NOON.plusSeconds(4)))).isEmpty();
        assertThat(refusal(said("one", NOON), new Agents.Standing("one", "10.0.0.1:7355", true)))
                .as("the same once more")
                .isEmpty();
        assertThat(refusal(said("two", NOON), new Agents.Standing("one", "10.0.0.1:7355", false)))
                .as("after the first has ended")
                .isEmpty();
    }

    @Test
    void another_protocol_is_refused_with_what_to_do() {
        AgentFacts old = new AgentFacts(AgentFacts.PROTOCOL + 1, "9.9.9", "one", NOON, Optional.empty());
        assertThat(refusal(said(old)).orElseThrow())
                .contains("9.9.9, protocol " + (AgentFacts.PROTOCOL + 1))
                .contains("want protocol " + AgentFacts.PROTOCOL)
                .contains("deploy upgrade");
        assertThat(refusal(said((AgentFacts) null))).isPresent();
    }

    @Test
    void a_second_agent_is_refused_while_the_first_lives() {
        assertThat(refusal(said("two", NOON), new Agents.Standing("one", "10.0.0.1:7355", true))
                        .orElseThrow())
                .contains("host a", "10.0.0.1:7355", "second");
    }

    @Test
    void a_clock_that_is_far_off_is_refused_with_how_far() {
        assertThat(refusal(said("one", NOON.minusSeconds(7))).orElseThrow()).contains("-7.0 s", "less than 5.0 s");
    }

    @Test
    void later_clocks_are_not_judged_since_messages_may_be_late() {
        assertThat(refusal(said("one", NOON.minusSeconds(60)), new Agents.Standing("one", "10.0.0.1:7355", true)))
                .isEmpty();
    }
}
