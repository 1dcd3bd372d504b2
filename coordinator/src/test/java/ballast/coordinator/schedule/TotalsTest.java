package ballast.coordinator.schedule;

import static ballast.coordinator.schedule.Samples.CAMPAIGN;
import static ballast.coordinator.schedule.Samples.NOON;
import static ballast.coordinator.schedule.Samples.attempt;
import static org.assertj.core.api.Assertions.assertThat;

import ballast.coordinator.schedule.ScheduleEvent.AttemptCompleted;
import ballast.coordinator.schedule.ScheduleEvent.AttemptFailed;
import ballast.coordinator.schedule.ScheduleEvent.AttemptLost;
import ballast.coordinator.schedule.ScheduleEvent.AttemptRetried;
import ballast.coordinator.schedule.ScheduleEvent.AttemptStarted;
import ballast.coordinator.schedule.ScheduleEvent.CampaignCancelled;
import ballast.coordinator.schedule.ScheduleEvent.CampaignSubmitted;
import ballast.coordinator.schedule.ScheduleEvent.ResultMeasured;
import ballast.coordinator.schedule.ScheduleEvent.RunRetried;
import ballast.coordinator.schedule.ScheduleEvent.RunSkipped;
import ballast.coordinator.schedule.Tally.Breach;
import ballast.coordinator.schedule.Totals.Ended;
import ballast.coordinator.schedule.Totals.Source;
import ballast.model.ByteSize;
import ballast.model.Failure;
import ballast.model.FailureKind;
import ballast.model.HostId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TotalsTest {
    private static final HostId A = new HostId("a");
    private static final Failure BOOT = new Failure(FailureKind.BOOT, "no answer", List.of());
    private static final List<PlannedRun> RUNS =
            Samples.runs(CAMPAIGN, Collections.nCopies(4, Samples.shared(1, ByteSize.mib(256))));

    private Schedule schedule = Schedule.empty().apply(new CampaignSubmitted(CAMPAIGN, "test", "", RUNS, NOON));

    private void happens(ScheduleEvent event) {
        schedule = schedule.apply(event);
    }

    private void starts(int run, int number) {
        happens(new AttemptStarted(attempt(RUNS.get(run), number), A, NOON));
    }

    @Test
    void runs_count_by_how_they_end_and_again_when_they_end_again() {
        starts(0, 1);
        happens(new AttemptCompleted(attempt(RUNS.get(0), 1), NOON));
        starts(1, 1);
        happens(new AttemptFailed(attempt(RUNS.get(1), 1), BOOT, NOON));
        happens(new RunRetried(RUNS.get(1).run(), NOON));
        starts(1, 2);
        happens(new AttemptCompleted(attempt(RUNS.get(1), 2), NOON));
        happens(new RunSkipped(RUNS.get(2).run(), "no host", NOON));
        happens(new CampaignCancelled(CAMPAIGN, NOON));

        Totals totals = schedule.totals();
        assertThat(totals.ended()).isEqualTo(Map.of(Ended.COMPLETED, 2L, Ended.FAILED, 1L, Ended.SKIPPED, 2L));
        assertThat(totals.completed()).isEqualTo(2);
        assertThat(totals.failed()).isEqualTo(Map.of(FailureKind.BOOT, 1L));
    }

    @Test
    void a_failure_counts_that_is_tried_again_and_a_loss_does_not() {
        starts(0, 1);
        happens(new AttemptRetried(attempt(RUNS.get(0), 1), BOOT, NOON));
        starts(0, 2);
        happens(new AttemptLost(attempt(RUNS.get(0), 2), "gone", NOON));
        starts(0, 3);
        happens(new AttemptRetried(attempt(RUNS.get(0), 1), BOOT, NOON)); // stale

        assertThat(schedule.totals().failed()).isEqualTo(Map.of(FailureKind.BOOT, 1L));
        assertThat(schedule.totals().ended()).isEmpty();
    }

    @Test
    void what_was_measured_adds_up_and_a_breach_of_several_runs_counts_once_at_its_longest() {
        happens(measured(0, 10, 100.5, new Breach("a 12:00 100", 2), new Breach("a 13:00 100", 1)));
        happens(measured(1, 5, 50, new Breach("a 12:00 100", 3)));

        Totals totals = schedule.totals();
        assertThat(totals.samples()).isEqualTo(15);
        assertThat(totals.byteSeconds()).isEqualTo(Map.of(new Source("base-auto", "qemu"), 150.5));
        assertThat(totals.breaches()).hasSize(2);
        assertThat(totals.breachSeconds()).isEqualTo(4);
    }

    private static ResultMeasured measured(int run, long samples, double byteSeconds, Breach... breaches) {
        return new ResultMeasured(
                attempt(RUNS.get(run), 1),
                new Tally("base-auto", "qemu", samples, byteSeconds, List.of(breaches)),
                NOON);
    }
}
