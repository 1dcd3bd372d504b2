package ballast.coordinator.schedule;

import static ballast.coordinator.schedule.Samples.CAMPAIGN;
import static ballast.coordinator.schedule.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import ballast.coordinator.schedule.RunState.Completed;
import ballast.coordinator.schedule.RunState.Running;
import ballast.coordinator.schedule.ScheduleEvent.AttemptCompleted;
import ballast.coordinator.schedule.ScheduleEvent.CampaignSubmitted;
import ballast.coordinator.trace.Trace;
import ballast.model.ByteSize;
import ballast.model.Cell;
import ballast.model.CellId;
import ballast.model.HostId;
import ballast.model.Packing.Footprint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** A packed campaign second by second, with runs that keep to their predictions: by plan or without one. */
class PackedSchedulePropertiesTest {
    private static final double MARGIN = 0.05;

    private final Map<CellId, Trace> traces = new HashMap<>();
    private Fleet fleet;
    private Schedule schedule;
    private PackingPlan plan;

    @Property(tries = 60)
    void no_second_is_over_budget_or_cores_and_every_run_ends(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 12) int runs,
            @ForAll @IntRange(min = 1, max = 3) int hosts,
            @ForAll boolean planned) {
        Random random = new Random(seed);
        submit(random, runs, hosts);
        plan = PackingPlan.NONE;
        int longest = traces.values().stream().mapToInt(Trace::seconds).sum() * runs + 1;
        for (int second = 0; !schedule.campaign(CAMPAIGN).orElseThrow().ended(); second++) {
            assertThat(second)
                    .as("everything ends, one after the other at the latest")
                    .isLessThan(longest);
            Instant now = NOON.plusSeconds(second);
            boolean ended = end(now);
            if (planned && (second == 0 || ended)) {
                PackingTask.of(schedule, fleet, outlook(now))
                        .ifPresent(task -> task.solve(seed, () -> true, found -> plan = found));
            }
            schedule = schedule.applyAll(Planning.andThenPlace(schedule, List.of(), fleet, true, outlook(now)));
            assertWithin(now);
        }
        assertThat(schedule.campaign(CAMPAIGN).orElseThrow().states())
                .hasSize(runs)
                .allMatch(Completed.class::isInstance);
    }

    private Outlook outlook(Instant now) {
        Map<CellId, Map<HostId, Trace>> byCell = new HashMap<>();
        traces.forEach((cell, trace) -> {
            Map<HostId, Trace> byHost = new HashMap<>();
            fleet.hosts().forEach(host -> byHost.put(host.id(), trace));
            byCell.put(cell, byHost);
        });
        return new Outlook(now, new Forecasts(Map.of(CAMPAIGN, byCell)), plan);
    }

    private void submit(Random random, int runs, int hosts) {
        traces.clear();
        List<Fleet.Host> all = new ArrayList<>();
        for (int i = 0; i < hosts; i++) {
            all.add(Samples.answering(
                    Samples.host("h" + i, 1 + random.nextInt(4), ByteSize.mib(1100 + random.nextInt(2000)))));
        }
        fleet = new Fleet(all);
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            Cell cell = Samples.shared(1, ByteSize.mib(128L * (1 + random.nextInt(4)) + 128));
            cells.add(cell);
            traces.computeIfAbsent(cell.id(), id -> trace(random));
        }
        schedule = Schedule.empty()
                .apply(new CampaignSubmitted(
                        CAMPAIGN,
                        "test",
                        "",
                        Samples.runs(CAMPAIGN, cells),
                        Map.of(),
                        NOON,
                        new Footprint(MARGIN, 0.9, Optional.of(ByteSize.mib(2000)))));
    }

    private static Trace trace(Random random) {
        long[] bytes = new long[5 + random.nextInt(30)];
        long high = (100L + random.nextInt(900)) << 20;
        int turn = random.nextInt(bytes.length);
        for (int second = 0; second < bytes.length; second++) {
            bytes[second] = second < turn ? high : high / 4;
        }
        return Trace.of(bytes);
    }

    /** Each as its prediction says. */
    private boolean end(Instant now) {
        List<ScheduleEvent> ends = new ArrayList<>();
        for (Running running : schedule.running()) {
            if (age(running, now) >= trace(running).seconds()) {
                ends.add(new AttemptCompleted(running.attempt(), now));
            }
        }
        schedule = schedule.applyAll(ends);
        return !ends.isEmpty();
    }

    private static int age(Running running, Instant now) {
        return (int) Duration.between(running.since(), now).toSeconds();
    }

    private Trace trace(Running running) {
        return traces.get(running.attempt().run().cell());
    }

    private void assertWithin(Instant now) {
        Map<HostId, Long> bytes = new LinkedHashMap<>();
        Map<HostId, Integer> cores = new LinkedHashMap<>();
        for (Running running : schedule.running()) {
            bytes.merge(running.host(), trace(running).at(age(running, now)), Long::sum);
            cores.merge(running.host(), 1, Integer::sum);
        }
        for (Fleet.Host host : fleet.hosts()) {
            double most =
                    Math.min(host.report().budget().bytes(), ByteSize.mib(2000).bytes()) * (1 - MARGIN);
            assertThat((double) bytes.getOrDefault(host.id(), 0L)).isLessThanOrEqualTo(most);
            assertThat(cores.getOrDefault(host.id(), 0))
                    .isLessThanOrEqualTo(host.report().cores());
        }
    }
}
