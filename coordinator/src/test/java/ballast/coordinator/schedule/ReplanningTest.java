package ballast.coordinator.schedule;

import static ballast.coordinator.schedule.Samples.CAMPAIGN;
import static ballast.coordinator.schedule.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import ballast.coordinator.schedule.PackingPlan.Slot;
import ballast.coordinator.schedule.ScheduleEvent.AttemptCompleted;
import ballast.coordinator.schedule.ScheduleEvent.AttemptLost;
import ballast.coordinator.schedule.ScheduleEvent.AttemptStarted;
import ballast.coordinator.schedule.ScheduleEvent.CampaignSubmitted;
import ballast.coordinator.trace.Trace;
import ballast.model.AttemptId;
import ballast.model.ByteSize;
import ballast.model.CampaignId;
import ballast.model.Cell;
import ballast.model.HostId;
import ballast.model.Packing.Footprint;
import ballast.model.RunId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Plans are made anew of what is left when reality drifts: on hosts of 1000 MiB, runs that occupy 600 MiB for 100 s. */
class ReplanningTest {
    private static final Cell CELL = Samples.shared(1, ByteSize.mib(512));
    private static final CampaignId OTHER = new CampaignId("20261124-000000-0000");
    private static final HostId A = new HostId("a");
    private static final HostId B = new HostId("b");
    private static final Trace TRACE = Trace.constant(ByteSize.mib(600).bytes(), 100);

    private static Fleet fleet(String... hosts) {
        return new Fleet(Stream.of(hosts)
                .map(host -> Samples.answering(Samples.host(host, 8, ByteSize.mib(1000))))
                .toList());
    }

    private static Schedule submitted(Schedule schedule, CampaignId campaign, int runs) {
        var packing = new Footprint(0, 0.9, Optional.empty());
        return schedule.apply(new CampaignSubmitted(
                campaign,
                "test",
                "",
                Samples.runs(campaign, Collections.nCopies(runs, CELL)),
                Map.of(),
                NOON,
                packing));
    }

    private static Outlook at(int second, PackingPlan before) {
        var byHost = Map.of(CELL.id(), Map.of(A, TRACE, B, TRACE));
        return new Outlook(NOON.plusSeconds(second), new Forecasts(Map.of(CAMPAIGN, byHost, OTHER, byHost)), before);
    }

    private static PackingPlan plan(Schedule schedule, Fleet fleet, Outlook outlook) {
        AtomicReference<PackingPlan> best = new AtomicReference<>(PackingPlan.NONE);
        PackingTask.of(schedule, fleet, outlook).orElseThrow().solve(1, () -> true, best::set);
        return best.get();
    }

    private static AttemptId attempt(int run) {
        return new AttemptId(new RunId(CAMPAIGN, CELL.id(), run), 1);
    }

    private static Schedule started(Schedule schedule, int run, HostId host) {
        return schedule.apply(new AttemptStarted(attempt(run), host, NOON));
    }

    private static List<Instant> starts(PackingPlan plan) {
        return plan.slots().values().stream().map(Slot::start).toList();
    }

    @Test
    void what_ends_early_makes_room_at_once() {
        Schedule running = started(submitted(Schedule.empty(), CAMPAIGN, 3), 1, A);
        PackingPlan before = plan(running, fleet("a"), at(40, PackingPlan.NONE));
        assertThat(starts(before)).containsExactly(NOON.plusSeconds(100), NOON.plusSeconds(200));

        Schedule ended = running.apply(new AttemptCompleted(attempt(1), NOON.plusSeconds(40)));
        PackingPlan after = plan(ended, fleet("a"), at(40, before));
        assertThat(starts(after)).containsExactly(NOON.plusSeconds(40), NOON.plusSeconds(140));
        assertThat(Placer.plan(ended, fleet("a"), at(40, after))).hasSize(1);
    }

    @Test
    void what_ends_late_puts_the_others_off_and_is_noticed() {
        Schedule running = started(submitted(Schedule.empty(), CAMPAIGN, 2), 1, A);
        PackingPlan before = plan(running, fleet("a"), at(40, PackingPlan.NONE));
        assertThat(PackedRuns.late(running, at(104, before), Duration.ofSeconds(5)))
                .isFalse();
        assertThat(PackedRuns.late(running, at(106, before), Duration.ofSeconds(5)))
                .isTrue();
        assertThat(Placer.plan(running, fleet("a"), at(106, before)))
                .as("it is still there")
                .isEmpty();
        assertThat(starts(plan(running, fleet("a"), at(106, before))))
                .singleElement()
                .satisfies(start -> assertThat(start).isAfter(NOON.plusSeconds(106)));
    }

    @Test
    void what_a_lost_host_ran_and_was_to_run_is_planned_on_the_others() {
        Schedule both = started(started(submitted(Schedule.empty(), CAMPAIGN, 6), 1, A), 2, B);
        PackingPlan before = plan(both, fleet("a", "b"), at(10, PackingPlan.NONE));
        assertThat(before.slots().values()).extracting(Slot::host).contains(A, B);

        Schedule lost = both.apply(new AttemptLost(attempt(2), "host b is gone", NOON.plusSeconds(20)));
        PackingPlan after = plan(lost, fleet("a"), at(20, before));
        assertThat(after.slots()).hasSize(5).containsKey(attempt(2).run());
        assertThat(after.slots().values()).extracting(Slot::host).containsOnly(A);
        assertThat(starts(after).get(0)).isEqualTo(NOON.plusSeconds(100));
    }

    @Test
    void a_new_campaign_is_planned_around_the_one_that_is_there() {
        Schedule one = started(submitted(Schedule.empty(), CAMPAIGN, 3), 1, A);
        PackingPlan before = plan(one, fleet("a"), at(10, PackingPlan.NONE));
        Schedule two = submitted(one, OTHER, 2);
        PackingPlan after = plan(two, fleet("a"), at(10, before));
        assertThat(after.outcomes()).containsOnlyKeys(CAMPAIGN, OTHER);
        assertThat(starts(after))
                .as("one after the other, since two are too much")
                .containsExactly(
                        NOON.plusSeconds(100), NOON.plusSeconds(200), NOON.plusSeconds(300), NOON.plusSeconds(400));
    }

    /** Each new plan keeps the time at which a run is no longer put off. */
    @Test
    void planning_again_and_again_starves_nobody() {
        Schedule schedule = started(submitted(Schedule.empty(), CAMPAIGN, 2), 1, A);
        PackingPlan plan = plan(schedule, fleet("a"), at(0, PackingPlan.NONE));
        RunId waiting = attempt(2).run();
        Instant latest = plan.slot(waiting).orElseThrow().latest();
        for (int second = 1; second < 100; second++) {
            plan = plan(schedule, fleet("a"), at(second, plan));
        }
        assertThat(plan.slot(waiting).orElseThrow().latest()).isEqualTo(latest);
    }
}
