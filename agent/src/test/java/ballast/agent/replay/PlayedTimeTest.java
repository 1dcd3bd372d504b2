package ballast.agent.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlayedTimeTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private final PlayedTime time = new PlayedTime(NOON);
    private final List<String> told = new ArrayList<>();

    private void at(String who, int second) {
        time.at(who, NOON.plusSeconds(second), () -> told.add(who));
    }

    @Test
    void stands_still_while_anybody_has_something_to_do() {
        time.hold("start");
        at("late", 20);
        at("early", 10);
        assertThat(time.instant()).isEqualTo(NOON);
        assertThat(told).isEmpty();
        time.done("start");
        assertThat(time.instant()).isEqualTo(NOON.plusSeconds(10));
        assertThat(told).containsExactly("early");
        time.done("late");
        assertThat(time.instant()).as("the early one is at it").isEqualTo(NOON.plusSeconds(10));
    }

    @Test
    void leaps_to_the_next_instant_and_tells_all_of_whom_it_is_once() {
        time.hold("start");
        at("a", 10);
        at("b", 10);
        at("c", 30);
        time.done("start");
        assertThat(told).containsExactlyInAnyOrder("a", "b");
        time.done("a");
        assertThat(told).hasSize(2);
        at("b", 25);
        assertThat(time.instant()).isEqualTo(NOON.plusSeconds(25));
        time.done("b");
        assertThat(time.instant()).isEqualTo(NOON.plusSeconds(30));
        assertThat(told).containsOnlyOnce("a", "c").hasSize(4);
    }

    @Test
    void never_goes_back_and_stands_when_nobody_has_anything_to_do() {
        at("a", 10);
        at("past", 5);
        assertThat(time.instant()).isEqualTo(NOON.plusSeconds(10));
        assertThat(told).containsExactly("a", "past");
        time.done("a");
        time.done("past");
        assertThat(time.instant()).isEqualTo(NOON.plusSeconds(10));
    }
}
