package ballast.coordinator.schedule;

import static ballast.coordinator.schedule.Samples.CAMPAIGN;
import static ballast.coordinator.schedule.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import ballast.coordinator.schedule.RunState.Completed;
import ballast.coordinator.schedule.RunState.Running;
import ballast.coordinator.schedule.ScheduleEvent.AttemptCompleted;
import ballast.coordinator.schedule.ScheduleEvent.AttemptFailed;
import ballast.coordinator.schedule.ScheduleEvent.AttemptLost;
import ballast.coordinator.schedule.ScheduleEvent.CampaignPaused;
import ballast.coordinator.schedule.ScheduleEvent.CampaignResumed;
import ballast.coordinator.schedule.ScheduleEvent.CampaignSubmitted;
import ballast.model.ByteSize;
import ballast.model.Cell;
import ballast.model.Failure;
import ballast.model.FailureKind;
import ballast.model.HostId;
import ballast.model.Isolation;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Random campaigns on random hosts, with attempts that end, fail and get lost, and pauses in between. */
final class SchedulePropertiesTest {
    private Schedule schedule;
    private final List<ScheduleEvent> history = new ArrayList<>();

    @Property(tries = 200)
    void whatever_happens_hosts_are_not_overfilled_and_every_run_ends_once(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 25) int runs,
            @ForAll @IntRange(min = 1, max = 4) int hosts) {
        Random random = new Random(seed);
        Fleet fleet = fleet(random, hosts);
        schedule = Schedule.empty();
        history.clear();
        submit(random, runs);
        for (int step = 0; step < 3 * runs; step++) {
            follow(fleet, List.of(anything(random)));
            assertNobodyIsCrowded(fleet);
        }
        if (schedule.campaign(CAMPAIGN).orElseThrow().paused()) {
            follow(fleet, List.of(new CampaignResumed(CAMPAIGN, NOON)));
        }
        int steps = 0;
        while (!schedule.campaign(CAMPAIGN).orElseThrow().ended()) {
            List<Running> running = schedule.running();
            assertThat(running).as("something runs while something waits").isNotEmpty();
            assertThat(steps++).isLessThanOrEqualTo(runs);
            follow(
                    fleet,
                    List.of(new AttemptCompleted(
                            running.get(random.nextInt(running.size())).attempt(), NOON)));
            assertNobodyIsCrowded(fleet);
        }
        assertThat(Schedule.empty().applyAll(history)).isEqualTo(schedule);
        long completions =
                history.stream().filter(AttemptCompleted.class::isInstance).count();
        assertThat(schedule.campaign(CAMPAIGN).orElseThrow().states().stream().filter(Completed.class::isInstance))
                .hasSize((int) completions);
    }

    private static Fleet fleet(Random random, int hosts) {
        List<Fleet.Host> all = new ArrayList<>();
        for (int i = 0; i < hosts; i++) {
            all.add(Samples.answering(
                    Samples.host("h" + i, 1 + random.nextInt(8), ByteSize.gib(1 + random.nextInt(8)))));
        }
        return new Fleet(all);
    }

    private void submit(Random random, int runs) {
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            ByteSize memory = ByteSize.mib(256L * (1 + random.nextInt(12)));
            int cores = 1 + random.nextInt(4);
            cells.add(random.nextInt(4) == 0 ? Samples.exclusive(cores, memory) : Samples.shared(cores, memory));
        }
        List<PlannedRun> planned = Samples.runs(CAMPAIGN, cells);
        record(List.of(new CampaignSubmitted(CAMPAIGN, "test", "", planned, NOON)));
    }

    private ScheduleEvent anything(Random random) {
        List<Running> running = schedule.running();
        boolean paused = schedule.campaign(CAMPAIGN).orElseThrow().paused();
        if (running.isEmpty() || random.nextInt(6) == 0) {
            return paused ? new CampaignResumed(CAMPAIGN, NOON) : new CampaignPaused(CAMPAIGN, NOON);
        }
        var attempt = running.get(random.nextInt(running.size())).attempt();
        return switch (random.nextInt(3)) {
            case 0 -> new AttemptCompleted(attempt, NOON);
            case 1 -> new AttemptFailed(attempt, new Failure(FailureKind.BOOT, "no answer", List.of()), NOON);
            default -> new AttemptLost(attempt, "host restarted", NOON);
        };
    }

    private void follow(Fleet fleet, List<ScheduleEvent> events) {
        record(Planning.andThenPlace(schedule, events, fleet, true, Samples.BLANK));
    }

    private void record(List<ScheduleEvent> events) {
        schedule = schedule.applyAll(events);
        history.addAll(events);
    }

    private void assertNobodyIsCrowded(Fleet fleet) {
        for (Fleet.Host host : fleet.hosts()) {
            List<Cell> cells = on(host.id());
            boolean exclusive = cells.stream().anyMatch(cell -> cell.isolation() == Isolation.EXCLUSIVE);
            assertThat(exclusive && cells.size() > 1).isFalse();
            long memory = cells.stream()
                    .mapToLong(cell -> cell.demand().memory().bytes())
                    .sum();
            int cores = cells.stream().mapToInt(cell -> cell.demand().cores()).sum();
            assertThat(memory).isLessThanOrEqualTo(host.report().budget().bytes());
            assertThat(cores).isLessThanOrEqualTo(host.report().cores());
        }
    }

    private List<Cell> on(HostId host) {
        return schedule.running().stream()
                .filter(running -> running.host().equals(host))
                .map(running -> schedule.cell(running.attempt().run()).orElseThrow())
                .toList();
    }
}
