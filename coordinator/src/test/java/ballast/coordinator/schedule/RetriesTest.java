package ballast.coordinator.schedule;

import static ballast.coordinator.schedule.Samples.CAMPAIGN;
import static ballast.coordinator.schedule.Samples.NOON;
import static ballast.coordinator.schedule.Samples.attempt;
import static org.assertj.core.api.Assertions.assertThat;

import ballast.coordinator.schedule.RunState.Running;
import ballast.coordinator.schedule.RunState.Waiting;
import ballast.coordinator.schedule.ScheduleEvent.AttemptFailed;
import ballast.coordinator.schedule.ScheduleEvent.AttemptRetried;
import ballast.coordinator.schedule.ScheduleEvent.AttemptStarted;
import ballast.coordinator.schedule.ScheduleEvent.CampaignSubmitted;
import ballast.coordinator.trace.Trace;
import ballast.model.ByteSize;
import ballast.model.Failure;
import ballast.model.FailureKind;
import ballast.model.HostId;
import ballast.model.Packing;
import ballast.model.Packing.Footprint;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class RetriesTest {
    private static final int MOST = 3;
    private static final HostId A = new HostId("a");
    private static final List<PlannedRun> RUNS =
            Samples.runs(CAMPAIGN, List.of(Samples.exclusive(1, ByteSize.mib(256))));

    private static Fleet fleet(String... hosts) {
        return new Fleet(Stream.of(hosts)
                .map(host -> Samples.answering(Samples.host(host, 4, ByteSize.gib(4))))
                .toList());
    }

    private static Failure failure(FailureKind kind) {
        return new Failure(kind, "no luck", List.of());
    }

    /** The run's attempts as far as they were made in vain, and the next one runs. */
    private static Schedule runningAfter(String... hosts) {
        Schedule schedule = Schedule.empty().apply(new CampaignSubmitted(CAMPAIGN, "test", "", RUNS, NOON));
        for (int i = 0; i < hosts.length; i++) {
            var attempt = attempt(RUNS.get(0), i + 1);
            schedule = schedule.apply(new AttemptStarted(attempt, new HostId(hosts[i]), NOON));
            if (i < hosts.length - 1) {
                schedule = schedule.apply(new AttemptRetried(attempt, failure(FailureKind.HOST), NOON));
            }
        }
        return schedule;
    }

    private static Running running(Schedule schedule) {
        return (Running) schedule.state(RUNS.get(0).run()).orElseThrow();
    }

    @Test
    void what_the_guard_ended_is_the_answer_where_it_is_asked_whether_a_run_keeps_within_a_budget() {
        Failure ended = new Failure(FailureKind.HOST, "the memory guard ended it", List.of(), true);
        for (Packing packing : List.of(Packing.Static.INSTANCE, new Packing.Within(ByteSize.mib(200)))) {
            Schedule schedule = Schedule.empty()
                    .apply(new CampaignSubmitted(CAMPAIGN, "test", "", RUNS, Map.of(), NOON, packing))
                    .apply(new AttemptStarted(attempt(RUNS.get(0), 1), A, NOON));
            assertThat(Retries.failed(schedule, fleet("a"), running(schedule), ended, MOST, Outlook.blank(NOON)))
                    .isInstanceOf(packing == Packing.Static.INSTANCE ? AttemptRetried.class : AttemptFailed.class);
        }
    }

    @ParameterizedTest
    @EnumSource(FailureKind.class)
    void only_what_may_be_the_hosts_fault_is_tried_elsewhere(FailureKind kind) {
        Schedule schedule = runningAfter("a");
        var event = Retries.failed(schedule, fleet("a", "b"), running(schedule), failure(kind), MOST, Samples.BLANK);
        boolean hosts = Arrays.asList(FailureKind.HOST, FailureKind.IMAGE, FailureKind.BOOT)
                .contains(kind);
        assertThat(event).isInstanceOf(hosts ? AttemptRetried.class : AttemptFailed.class);
    }

    @Test
    void nothing_is_tried_again_where_there_is_no_other_host() {
        Schedule schedule = runningAfter("a");
        assertThat(Retries.failed(
                        schedule, fleet("a"), running(schedule), failure(FailureKind.HOST), MOST, Samples.BLANK))
                .isInstanceOf(AttemptFailed.class);
    }

    @Test
    void what_passes_is_tried_again_on_the_same_host_too_but_not_for_ever() {
        Failure passing = new Failure(FailureKind.HOST, "the guard ended it", List.of(), true);
        Schedule first = runningAfter("a");
        assertThat(Retries.failed(first, fleet("a"), running(first), passing, MOST, Samples.BLANK))
                .isInstanceOf(AttemptRetried.class);
        Schedule third = runningAfter("a", "a", "a");
        assertThat(Retries.failed(third, fleet("a"), running(third), passing, MOST, Samples.BLANK))
                .isInstanceOf(AttemptFailed.class);
    }

    /** 672 MiB in full, and the only other host has 600. */
    @Test
    void a_packed_run_is_tried_elsewhere_where_its_prediction_fits_and_only_there() {
        List<PlannedRun> runs = Samples.runs(CAMPAIGN, List.of(Samples.shared(1, ByteSize.mib(512))));
        var packing = new Footprint(0, 0.9, Optional.empty());
        Schedule schedule = Schedule.empty()
                .apply(new CampaignSubmitted(CAMPAIGN, "test", "", runs, Map.of(), NOON, packing))
                .apply(new AttemptStarted(attempt(runs.get(0), 1), A, NOON));
        Running running = (Running) schedule.state(runs.get(0).run()).orElseThrow();
        Fleet fleet = new Fleet(List.of(
                Samples.answering(Samples.host("a", 4, ByteSize.gib(4))),
                Samples.answering(Samples.host("b", 4, ByteSize.mib(600)))));
        assertThat(failedWith(schedule, fleet, running, 300)).isInstanceOf(AttemptRetried.class);
        assertThat(failedWith(schedule, fleet, running, 601)).isInstanceOf(AttemptFailed.class);
        assertThat(Retries.failed(schedule, fleet, running, failure(FailureKind.HOST), MOST, Samples.BLANK))
                .as("nothing is known: its full size does not fit")
                .isInstanceOf(AttemptFailed.class);
    }

    private static ScheduleEvent failedWith(Schedule schedule, Fleet fleet, Running running, long peakMib) {
        Trace trace = Trace.constant(ByteSize.mib(peakMib).bytes(), 10);
        var known = new Forecasts(
                Map.of(CAMPAIGN, Map.of(running.attempt().run().cell(), Map.of(A, trace, new HostId("b"), trace))));
        Outlook outlook = new Outlook(NOON, known, PackingPlan.NONE);
        return Retries.failed(schedule, fleet, running, failure(FailureKind.HOST), MOST, outlook);
    }

    @Test
    void tries_are_bounded() {
        Schedule second = runningAfter("a", "b");
        assertThat(Retries.mayTryAgain(second, RUNS.get(0).run(), MOST)).isTrue();
        Schedule third = runningAfter("a", "b", "c");
        assertThat(Retries.mayTryAgain(third, RUNS.get(0).run(), MOST)).isFalse();
        assertThat(Retries.failed(
                        third, fleet("a", "d"), running(third), failure(FailureKind.HOST), MOST, Samples.BLANK))
                .isInstanceOf(AttemptFailed.class);
    }

    @Test
    void the_next_attempt_is_placed_elsewhere_and_has_the_next_number() {
        Schedule schedule =
                runningAfter("a").apply(new AttemptRetried(attempt(RUNS.get(0), 1), failure(FailureKind.HOST), NOON));
        assertThat(schedule.state(RUNS.get(0).run())).contains(new Waiting(1));
        assertThat(Placer.plan(schedule, fleet("a", "b"), Samples.BLANK))
                .containsExactly(new Placement(attempt(RUNS.get(0), 2), new HostId("b")));
        assertThat(Placer.plan(schedule, fleet("a"), Samples.BLANK))
                .as("better there than nowhere")
                .containsExactly(new Placement(attempt(RUNS.get(0), 2), A));
    }

    @Test
    void a_lost_run_tells_all_its_tries() {
        Schedule schedule = runningAfter("a", "b");
        assertThat(Retries.lost(schedule, running(schedule), "its agent has ended"))
                .isEqualTo(new Failure(
                        FailureKind.HOST,
                        "host b: its agent has ended",
                        List.of("before: " + attempt(RUNS.get(0), 1) + " on host a: no luck")));
    }
}
