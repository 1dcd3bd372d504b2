package ballast.agent.guard;

import static org.assertj.core.api.Assertions.assertThat;

import ballast.agent.guard.Admission.Forecasted;
import ballast.agent.guard.Admission.FullSize;
import ballast.agent.guard.Admission.Running;
import ballast.model.Forecast;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private static final Forecast CANDIDATE = Forecast.of(Instant.EPOCH, new long[] {10, 50, 20}, 0.1);

    private static Running running(long ageSeconds, long... bytes) {
        return new Running(new Forecasted(Forecast.of(Instant.EPOCH, bytes, 0)), Duration.ofSeconds(ageSeconds));
    }

    @Test
    void peaksMayNotMeetAboveTheBudgetLessTheMargin() {
        assertThat(Admission.refusal(CANDIDATE, List.of(running(0, 30, 40, 30)), 30, 100))
                .isEmpty();
        assertThat(Admission.refusal(CANDIDATE, List.of(running(0, 30, 41, 30)), 30, 100))
                .hasValue("in 1 s 91 B are expected (others 41 B; drift 0 B; its own 50 B) of at most 90 B");
    }

    @Test
    void whatIsBehindARunningAttemptDoesNotCount() {
        assertThat(Admission.refusal(CANDIDATE, List.of(running(1, 99, 30, 40, 5)), 30, 100))
                .isEmpty();
        assertThat(Admission.refusal(CANDIDATE, List.of(running(0, 20, 99, 40, 5)), 30, 100))
                .isPresent();
    }

    @Test
    void whatIsOccupiedAboveWhatWasExpectedLiftsAllThatIsToCome() {
        List<Running> others = List.of(running(0, 30, 30, 30));
        assertThat(Admission.refusal(CANDIDATE, others, 40, 100)).isEmpty();
        assertThat(Admission.refusal(CANDIDATE, others, 41, 100))
                .hasValueSatisfying(why -> assertThat(why).contains("drift 11 B"));
        // an attempt that goes on behind its forecast's end still occupies what it does
        assertThat(Admission.refusal(CANDIDATE, List.of(running(9, 30)), 41, 100))
                .hasValueSatisfying(why -> assertThat(why).contains("drift 41 B"));
    }

    @Test
    void whatHasNotGrownYetMayStillGrow() {
        assertThat(Admission.refusal(CANDIDATE, List.of(running(0, 30, 41, 30)), 0, 100))
                .isPresent();
    }

    @Test
    void withoutAForecastAnAttemptCountsInFull() {
        Running full = new Running(new FullSize(40), Duration.ofHours(9));
        assertThat(Admission.refusal(CANDIDATE, List.of(full), 7, 100)).isEmpty();
        assertThat(Admission.refusal(CANDIDATE, List.of(full, full), 7, 100)).isPresent();
        assertThat(Admission.planned(List.of(full, running(1, 3, 4)))).isEqualTo(44);
    }

    @Test
    void aloneItAlwaysMay() {
        Forecast huge = Forecast.of(Instant.EPOCH, new long[] {1000}, 0);
        assertThat(Admission.refusal(huge, List.of(), 0, 100)).isEmpty();
    }
}
