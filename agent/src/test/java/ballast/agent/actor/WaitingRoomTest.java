package ballast.agent.actor;

import static org.assertj.core.api.Assertions.assertThat;

import ballast.agent.actor.WaitingRoom.Admitted;
import ballast.agent.actor.WaitingRoom.Began;
import ballast.agent.guard.GuardEvent;
import ballast.message.ToAgent.StartAttempt;
import ballast.model.AttemptId;
import ballast.model.Cell;
import ballast.model.Forecast;
import ballast.model.Mode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WaitingRoomTest {
    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");
    private static final Cell CELL = Cells.compiling(Mode.BASE_AUTO);
    private static final Began OTHER = Began.of(new StartAttempt(1, attempt(9), CELL, "http://c:1", "token"), NOON);

    private final WaitingRoom room = new WaitingRoom(Optional.empty());

    private static AttemptId attempt(int number) {
        return Cells.attempt(CELL, number);
    }

    private static StartAttempt start(int number, int seconds) {
        var forecast = Forecast.of(NOON.plusSeconds(seconds), new long[] {1, 2}, 0);
        return new StartAttempt(1, attempt(number), CELL, "http://c:1", "token", Optional.of(forecast));
    }

    private Optional<Admitted> next(int seconds) {
        return room.next(NOON.plusSeconds(seconds), List.of(OTHER), cell -> true);
    }

    @Test
    void nobodyStartsBeforeItsPlannedTimeAndNoneOvertakesAnother() {
        room.enter(start(1, 20), NOON);
        room.enter(start(2, 10), NOON);
        assertThat(next(9)).isEmpty();
        assertThat(room.untilNext(NOON)).hasValue(Duration.ofSeconds(10));
        assertThat(room.held(NOON.plusSeconds(9))).isEmpty();
        assertThat(next(10).orElseThrow().start()).isEqualTo(start(2, 10));
        assertThat(next(19)).isEmpty();
        assertThat(next(21).orElseThrow().start()).isEqualTo(start(1, 20));
        assertThat(room.untilNext(NOON)).isEmpty();
    }

    @Test
    void withoutAForecastItIsAtOnce() {
        var start = new StartAttempt(1, attempt(1), CELL, "http://c:1", "token");
        room.enter(start, NOON);
        assertThat(next(0)).hasValue(new Admitted(start, List.of()));
    }

    @Test
    void aNewPlanReplacesTheOld() {
        room.enter(start(1, 10), NOON);
        room.enter(start(1, 30), NOON.plusSeconds(5));
        assertThat(next(10)).isEmpty();
        assertThat(next(30)).isPresent();
        assertThat(room.attempts()).isEmpty();
    }

    @Test
    void isHeldUntilItsCoresAreFreeAndThatIsRecorded() {
        room.enter(start(1, 10), NOON);
        room.enter(start(2, 11), NOON);
        for (int second = 12; second < 15; second++) {
            assertThat(room.next(NOON.plusSeconds(second), List.of(OTHER), cell -> false))
                    .isEmpty();
        }
        assertThat(room.held(NOON.plusSeconds(14))).containsExactly(attempt(1), attempt(2));
        assertThat(room.untilNext(NOON.plusSeconds(14))).hasValue(WaitingRoom.LOOK_AGAIN);
        Admitted admitted = next(15).orElseThrow();
        assertThat(admitted.events()).extracting(GuardEvent::event).containsExactly("held", "admitted");
        assertThat(admitted.events().get(0).at()).isEqualTo(NOON.plusSeconds(12));
        assertThat(admitted.events().get(0).cause()).isEqualTo("its cores are not free yet");
        assertThat(next(15).orElseThrow().events()).isEmpty();
    }

    @Test
    void whoLeavesIsNotStarted() {
        room.enter(start(1, 10), NOON);
        assertThat(room.has(attempt(1))).isTrue();
        room.leave(attempt(1));
        assertThat(next(99)).isEmpty();
    }
}
