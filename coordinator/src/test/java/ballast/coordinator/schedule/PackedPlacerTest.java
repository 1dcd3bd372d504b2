package ballast.coordinator.schedule;

import static ballast.coordinator.schedule.Samples.CAMPAIGN;
import static ballast.coordinator.schedule.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import ballast.coordinator.schedule.PackingPlan.Slot;
import ballast.coordinator.schedule.ScheduleEvent.AttemptStarted;
import ballast.coordinator.schedule.ScheduleEvent.CampaignSubmitted;
import ballast.coordinator.trace.Trace;
import ballast.model.AttemptId;
import ballast.model.ByteSize;
import ballast.model.Cell;
import ballast.model.HostId;
import ballast.model.HostReport;
import ballast.model.Packing;
import ballast.model.Packing.Footprint;
import ballast.model.RunId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A campaign that is packed by footprint, on a host of 1000 MiB: VMs of 512 MiB, 672 MiB with what QEMU needs besides. */
class PackedPlacerTest {
    private static final long MIB = 1 << 20;
    private static final Cell CELL = Samples.shared(1, ByteSize.mib(512));
    private static final HostReport HOST = Samples.host("a", 8, ByteSize.mib(1000));
    private static final Fleet FLEET = new Fleet(List.of(Samples.answering(HOST)));
    private static final Footprint PACKING = new Footprint(0, 0.9, Optional.empty());
    /** High for 10 s, then low for 10 s. */
    private static final Trace TRACE = trace(10, 600, 10, 100);

    private static Trace trace(int... secondsAndMib) {
        return Trace.of(IntStream.range(0, secondsAndMib.length / 2)
                .flatMap(i -> IntStream.range(0, secondsAndMib[2 * i]).map(second -> secondsAndMib[2 * i + 1]))
                .mapToLong(mib -> mib * MIB)
                .toArray());
    }

    private static Schedule submitted(int runs, Packing packing) {
        List<PlannedRun> planned = Samples.runs(CAMPAIGN, Collections.nCopies(runs, CELL));
        return Schedule.empty().apply(new CampaignSubmitted(CAMPAIGN, "test", "", planned, Map.of(), NOON, packing));
    }

    private static Forecasts known() {
        return new Forecasts(Map.of(CAMPAIGN, Map.of(CELL.id(), Map.of(HOST.id(), TRACE))));
    }

    private static Outlook at(int second) {
        return new Outlook(NOON.plusSeconds(second), known(), PackingPlan.NONE);
    }

    private static RunId run(int number) {
        return new RunId(CAMPAIGN, CELL.id(), number);
    }

    private static Schedule startedAt(Schedule schedule, int run, Instant at) {
        return schedule.apply(new AttemptStarted(new AttemptId(run(run), 1), HOST.id(), at));
    }

    private static List<RunId> placed(Schedule schedule, Outlook outlook) {
        return Placer.plan(schedule, FLEET, outlook).stream()
                .map(placement -> placement.attempt().run())
                .toList();
    }

    @Test
    void without_a_prediction_each_counts_with_its_full_size() {
        Schedule two = submitted(2, PACKING);
        assertThat(placed(two, Outlook.blank(NOON))).containsExactly(run(1));
        assertThat(placed(startedAt(two, 1, NOON), Outlook.blank(NOON.plusSeconds(10_000))))
                .isEmpty();
    }

    @Test
    void the_second_starts_when_the_first_is_past_its_peak() {
        Schedule running = startedAt(submitted(3, PACKING), 1, NOON);
        assertThat(placed(running, at(9))).isEmpty();
        assertThat(placed(running, at(10))).containsExactly(run(2));
        assertThat(Explanation.of(running, FLEET, at(4), run(2)).orElseThrow())
                .contains("expected to occupy up to 600.0 MiB")
                .contains("room in 6 s");
    }

    @Test
    void what_outlives_its_prediction_keeps_its_peak() {
        Schedule running = startedAt(submitted(2, PACKING), 1, NOON);
        assertThat(placed(running, at(19))).containsExactly(run(2));
        assertThat(placed(running, at(20))).isEmpty();
    }

    @Test
    void the_margin_and_the_campaigns_own_budget_stay_free() {
        // 700 MiB when the first is past its peak
        Schedule tight = startedAt(submitted(2, new Footprint(0.31, 0.9, Optional.empty())), 1, NOON);
        assertThat(placed(tight, at(10))).isEmpty();
        Schedule own = startedAt(submitted(2, new Footprint(0, 0.9, Optional.of(ByteSize.mib(699)))), 1, NOON);
        assertThat(placed(own, at(10))).isEmpty();
        Schedule enough = startedAt(submitted(2, new Footprint(0, 0.9, Optional.of(ByteSize.mib(700)))), 1, NOON);
        assertThat(placed(enough, at(10))).containsExactly(run(2));
    }

    @Test
    void static_runs_keep_their_full_size_whatever_is_known() {
        assertThat(placed(submitted(3, Packing.Static.INSTANCE), at(0))).containsExactly(run(1));
        assertThat(placed(startedAt(submitted(3, Packing.Static.INSTANCE), 1, NOON), at(15)))
                .isEmpty();
    }

    @Test
    void cores_are_not_shared() {
        Fleet oneCore = new Fleet(List.of(Samples.answering(Samples.host("a", 1, ByteSize.gib(8)))));
        assertThat(Placer.plan(submitted(2, PACKING), oneCore, at(0))).hasSize(1);
    }

    @Test
    void a_planned_run_waits_for_its_time_and_then_keeps_its_host_for_itself() {
        Schedule three = submitted(3, PACKING);
        Map<RunId, Slot> slots = new HashMap<>();
        slots.put(run(1), slot(5));
        slots.put(run(2), slot(20));
        slots.put(run(3), slot(30));
        PackingPlan plan = new PackingPlan(slots, Map.of());
        assertThat(placed(three, new Outlook(NOON, known(), plan))).isEmpty();
        assertThat(Explanation.of(three, FLEET, new Outlook(NOON, known(), plan), run(1))
                        .orElseThrow())
                .isEqualTo("the plan has it start on host a at 2026-11-23T12:00:05Z, in 5 s");
        assertThat(placed(three, new Outlook(NOON.plusSeconds(5), known(), plan)))
                .containsExactly(run(1));
        // it has run for 1 s: nobody has room, and the plan of none is past its latest time
        Schedule late = startedAt(three, 1, NOON.plusSeconds(30));
        assertThat(placed(late, new Outlook(NOON.plusSeconds(31), known(), plan)))
                .isEmpty();
        assertThat(placed(late, new Outlook(NOON.plusSeconds(40), known(), plan)))
                .containsExactly(run(2));
    }

    @Test
    void no_plan_puts_a_run_off_for_ever() {
        Instant latest = NOON.plusSeconds(50);
        Slot never = new Slot(HOST.id(), NOON.plusSeconds(100_000), NOON.plusSeconds(100_020), latest);
        PackingPlan plan = new PackingPlan(Map.of(run(1), never), Map.of());
        assertThat(placed(submitted(1, PACKING), new Outlook(latest.minusSeconds(1), known(), plan)))
                .isEmpty();
        assertThat(placed(submitted(1, PACKING), new Outlook(latest, known(), plan)))
                .containsExactly(run(1));
    }

    @Test
    void a_plan_staggers_the_peaks_and_placing_by_it_keeps_the_budget() {
        Schedule four = submitted(4, PACKING);
        PackingPlan[] last = new PackingPlan[1];
        PackingTask.of(four, FLEET, at(0)).orElseThrow().solve(1, () -> true, plan -> last[0] = plan);
        assertThat(last[0].slots().keySet()).containsExactlyInAnyOrder(run(1), run(2), run(3), run(4));
        assertThat(last[0].slots().values().stream().map(Slot::start))
                .containsExactly(NOON, NOON.plusSeconds(10), NOON.plusSeconds(20), NOON.plusSeconds(30));
        assertThat(last[0].outcomes().get(CAMPAIGN).makespan()).isEqualTo(50);
        assertThat(last[0].outcomes().get(CAMPAIGN).staticMakespan()).isEqualTo(80);
    }

    @Test
    void a_host_that_plays_back_twice_as_fast_has_its_times_halved() {
        HostReport fast = new HostReport(
                HOST.id(),
                HOST.cores(),
                HOST.memory(),
                HOST.budget(),
                HOST.accelerator(),
                Map.of("qemu", "10.0", HostReport.REPLAY_SPEED, "2.0"),
                HOST.artefacts(),
                HOST.images(),
                List.of());
        Fleet fleet = new Fleet(List.of(Samples.answering(fast)));
        Schedule running = startedAt(submitted(2, PACKING), 1, NOON);
        assertThat(Placer.plan(running, fleet, at(4))).isEmpty();
        assertThat(Placer.plan(running, fleet, at(5))).hasSize(1);
        assertThat(PackedRuns.forecast(running, run(1), fast, NOON, known())
                        .orElseThrow()
                        .length())
                .isEqualTo(Duration.ofSeconds(10));
    }

    private static Slot slot(int second) {
        Instant start = NOON.plusSeconds(second);
        return new Slot(new HostId("a"), start, start.plusSeconds(20), NOON.plusSeconds(100_000));
    }
}
