package ballast.coordinator.schedule;

import static ballast.coordinator.schedule.Samples.CAMPAIGN;
import static ballast.coordinator.schedule.Samples.NOON;
import static ballast.coordinator.schedule.Samples.attempt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ballast.coordinator.schedule.Reconciler.Acknowledge;
import ballast.coordinator.schedule.Reconciler.Cancel;
import ballast.coordinator.schedule.Reconciler.Lost;
import ballast.coordinator.schedule.Reconciler.Reported;
import ballast.coordinator.schedule.Reconciler.StartAgain;
import ballast.coordinator.schedule.RunState.Waiting;
import ballast.coordinator.schedule.ScheduleEvent.AttemptCompleted;
import ballast.coordinator.schedule.ScheduleEvent.AttemptLost;
import ballast.coordinator.schedule.ScheduleEvent.AttemptStarted;
import ballast.coordinator.schedule.ScheduleEvent.CampaignPaused;
import ballast.coordinator.schedule.ScheduleEvent.CampaignSubmitted;
import ballast.coordinator.schedule.ScheduleEvent.CoordinatorStarted;
import ballast.model.ByteSize;
import ballast.model.Cell;
import ballast.model.HostId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ScheduleTest {
    private static final HostId A = new HostId("a");
    private static final Cell SMALL = Samples.shared(1, ByteSize.mib(256));
    private static final Cell BIG = Samples.shared(4, ByteSize.gib(2));
    private static final Cell ALONE = Samples.exclusive(1, ByteSize.mib(256));
    private static final Fleet ONE_HOST = new Fleet(List.of(Samples.answering(Samples.host("a", 4, ByteSize.gib(4)))));

    private static List<PlannedRun> runs(Cell... cells) {
        return Samples.runs(CAMPAIGN, List.of(cells));
    }

    private static Schedule submitted(List<PlannedRun> runs) {
        return Schedule.empty().apply(new CampaignSubmitted(CAMPAIGN, "test", "", runs, NOON));
    }

    private static Schedule started(List<PlannedRun> runs, int... positions) {
        Schedule schedule = submitted(runs);
        for (int position : positions) {
            schedule = schedule.apply(new AttemptStarted(attempt(runs.get(position), 1), A, NOON));
        }
        return schedule;
    }

    @Test
    void illegal_events_name_state_and_event() {
        var runs = runs(SMALL);
        assertThatThrownBy(() -> submitted(runs).apply(new AttemptCompleted(attempt(runs.get(0), 1), NOON)))
                .isInstanceOf(IllegalEventException.class)
                .hasMessageContaining("AttemptCompleted")
                .hasMessageContaining("Waiting[attempts=0]");
        assertThatThrownBy(() -> submitted(runs).apply(new CoordinatorStarted(0, NOON, "lab")))
                .hasMessageContaining("epoch 0");
        assertThatThrownBy(() -> submitted(runs)
                        .apply(new CampaignPaused(CAMPAIGN, NOON))
                        .apply(new AttemptStarted(attempt(runs.get(0), 1), A, NOON)))
                .hasMessageContaining("paused");
    }

    @Test
    void a_stale_attempt_changes_nothing() {
        var runs = runs(SMALL);
        Schedule second = started(runs, 0)
                .apply(new AttemptLost(attempt(runs.get(0), 1), "gone", NOON))
                .apply(new AttemptStarted(attempt(runs.get(0), 2), A, NOON));
        assertThat(second.apply(new AttemptCompleted(attempt(runs.get(0), 1), NOON)))
                .isEqualTo(second);
    }

    @Test
    void a_lost_run_waits_again_with_its_count() {
        var runs = runs(SMALL);
        Schedule lost = started(runs, 0).apply(new AttemptLost(attempt(runs.get(0), 1), "gone", NOON));
        assertThat(lost.state(runs.get(0).run())).contains(new Waiting(1));
    }

    @Test
    void shared_runs_fill_a_host_and_later_ones_overtake_what_does_not_fit() {
        var runs = runs(SMALL, SMALL, SMALL, SMALL, SMALL);
        assertThat(Placer.plan(submitted(runs), ONE_HOST, Samples.BLANK)).hasSize(4);
    }

    @Test
    void a_waiting_big_run_keeps_its_host_from_being_refilled() {
        var runs = runs(SMALL, BIG, SMALL);
        assertThat(Placer.plan(started(runs, 0), ONE_HOST, Samples.BLANK)).isEmpty();
        Fleet two =
                new Fleet(List.of(ONE_HOST.hosts().get(0), Samples.answering(Samples.host("b", 1, ByteSize.gib(1)))));
        assertThat(Placer.plan(started(runs, 0), two, Samples.BLANK))
                .containsExactly(new Placement(attempt(runs.get(2), 1), new HostId("b")));
    }

    @Test
    void an_exclusive_run_waits_for_an_empty_host_and_for_what_is_still_ending() {
        var runs = runs(ALONE);
        Fleet ending = new Fleet(List.of(new Fleet.Host(
                Samples.host("a", 4, ByteSize.gib(4)),
                true,
                NOON,
                List.of(attempt(runs.get(0), 1)),
                Optional.empty())));
        assertThat(Placer.plan(submitted(runs), ending, Samples.BLANK)).isEmpty();
        assertThat(Placer.plan(submitted(runs), ONE_HOST, Samples.BLANK)).hasSize(1);
    }

    @Test
    void silent_hosts_get_nothing() {
        Fleet silent = new Fleet(List.of(Samples.silent(Samples.host("a", 4, ByteSize.gib(4)))));
        assertThat(Placer.plan(submitted(runs(SMALL)), silent, Samples.BLANK)).isEmpty();
        assertThat(Explanation.of(
                        submitted(runs(SMALL)),
                        silent,
                        Samples.BLANK,
                        runs(SMALL).get(0).run()))
                .contains("no host that could take it takes work: host a: not heard of since 2026-11-23T12:00:00Z");
    }

    @Test
    void a_wait_is_explained_with_numbers() {
        var runs = runs(SMALL, BIG);
        assertThat(Explanation.of(
                        started(runs, 0), ONE_HOST, Samples.BLANK, runs.get(1).run()))
                .contains("needs 4 cores and 2.2 GiB; host a is the next to have room, it has 1 run");
        assertThat(Explanation.of(
                        submitted(runs),
                        new Fleet(List.of()),
                        Samples.BLANK,
                        runs.get(0).run()))
                .contains("no host is connected");
    }

    @Test
    void what_fits_no_host_is_skipped_unless_its_campaign_is_paused() {
        var runs = runs(BIG);
        Fleet small = new Fleet(List.of(Samples.answering(Samples.host("a", 1, ByteSize.gib(1)))));
        Schedule paused = submitted(runs).apply(new CampaignPaused(CAMPAIGN, NOON));
        assertThat(Planning.andThenPlace(paused, List.of(), small, true, Samples.BLANK))
                .isEmpty();
        assertThat(Planning.andThenPlace(submitted(runs), List.of(), small, true, Samples.BLANK))
                .singleElement()
                .isInstanceOf(ScheduleEvent.RunSkipped.class);
    }

    @Test
    void first_contact_loses_what_the_agent_does_not_know_and_later_it_is_sent_again() {
        var runs = runs(SMALL);
        Schedule schedule = started(runs, 0);
        var one = attempt(runs.get(0), 1);
        assertThat(Reconciler.decide(schedule, new Reported(A, Set.of(), Set.of(), Set.of(), true)))
                .containsExactly(new Lost(one));
        assertThat(Reconciler.decide(schedule, new Reported(A, Set.of(), Set.of(), Set.of(), false)))
                .containsExactly(new StartAgain(one));
    }

    @Test
    void first_contact_tells_where_the_result_goes_of_what_is_running_or_held() {
        var runs = runs(SMALL);
        Schedule schedule = started(runs, 0);
        var one = attempt(runs.get(0), 1);
        assertThat(Reconciler.decide(schedule, new Reported(A, Set.of(), Set.of(one), Set.of(), true)))
                .containsExactly(new StartAgain(one));
        assertThat(Reconciler.decide(schedule, new Reported(A, Set.of(one), Set.of(), Set.of(), true)))
                .containsExactly(new StartAgain(one));
        assertThat(Reconciler.decide(schedule, new Reported(A, Set.of(), Set.of(one), Set.of(), false)))
                .isEmpty();
        assertThat(Reconciler.decide(schedule, new Reported(A, Set.of(), Set.of(one), Set.of(one), true)))
                .isEmpty();
        assertThat(Reconciler.decide(schedule, new Reported(A, Set.of(), Set.of(), Set.of(one), true)))
                .isEmpty();
    }

    @Test
    void what_is_not_wanted_is_cancelled_or_acknowledged() {
        var runs = runs(SMALL, ALONE);
        var running = attempt(runs.get(0), 7);
        var held = attempt(runs.get(1), 3);
        assertThat(Reconciler.decide(submitted(runs), new Reported(A, Set.of(running), Set.of(held), Set.of(), true)))
                .containsExactly(new Cancel(running), new Acknowledge(held));
    }
}
