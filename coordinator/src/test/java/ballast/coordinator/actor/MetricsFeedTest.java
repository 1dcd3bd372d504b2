package ballast.coordinator.actor;

import static ballast.coordinator.schedule.Samples.CAMPAIGN;
import static ballast.coordinator.schedule.Samples.NOON;
import static ballast.coordinator.schedule.Samples.attempt;
import static org.assertj.core.api.Assertions.assertThat;

import ballast.coordinator.metrics.CoordinatorMetrics;
import ballast.coordinator.results.Measured;
import ballast.coordinator.schedule.PlannedRun;
import ballast.coordinator.schedule.Samples;
import ballast.coordinator.schedule.Schedule;
import ballast.coordinator.schedule.ScheduleEvent;
import ballast.coordinator.schedule.ScheduleEvent.AttemptCompleted;
import ballast.coordinator.schedule.ScheduleEvent.AttemptRetried;
import ballast.coordinator.schedule.ScheduleEvent.AttemptStarted;
import ballast.coordinator.schedule.ScheduleEvent.CampaignPaused;
import ballast.coordinator.schedule.ScheduleEvent.CampaignSubmitted;
import ballast.coordinator.schedule.ScheduleEvent.RunSkipped;
import ballast.message.AgentFacts;
import ballast.message.ToCoordinator.Inventory;
import ballast.message.ToCoordinator.Live;
import ballast.model.AttemptId;
import ballast.model.ByteSize;
import ballast.model.CampaignId;
import ballast.model.Failure;
import ballast.model.FailureKind;
import ballast.model.Forecast;
import ballast.model.HostId;
import ballast.model.VmStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the scheduler's events and what agents say become. */
final class MetricsFeedTest {
    private static final HostId A = new HostId("a");
    private static final List<PlannedRun> RUNS =
            Samples.runs(CAMPAIGN, Collections.nCopies(3, Samples.shared(1, ByteSize.mib(256))));

    private Instant now = NOON;
    private final CoordinatorMetrics metrics = new CoordinatorMetrics(() -> now);
    private MetricsFeed feed = new MetricsFeed(metrics);
    private Schedule schedule = Schedule.empty();

    private void happens(ScheduleEvent... events) {
        for (ScheduleEvent event : events) {
            schedule = schedule.apply(event);
        }
        feed.happened(schedule, List.of(events));
    }

    private void submitted() {
        happens(new CampaignSubmitted(CAMPAIGN, "nightly", "", RUNS, now));
    }

    private void starts(int run, int number) {
        happens(new AttemptStarted(attempt(RUNS.get(run), number), A, now));
    }

    private void reports(AttemptId... running) {
        feed.reported(
                new Inventory(
                        Samples.host("a", 4, ByteSize.gib(4)),
                        AgentFacts.now("one", now),
                        List.of(running),
                        List.of(),
                        null),
                true,
                now);
    }

    private double metric(String series) {
        return metrics.scrape()
                .lines()
                .filter(line -> line.startsWith("ballast_" + series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElse(Double.NaN);
    }

    private void passes(Duration time) {
        now = now.plus(time);
    }

    @Test
    void runs_are_counted_by_state_in_all_and_by_campaign_and_those_of_a_paused_one_wait_for_users() {
        submitted();
        starts(0, 1);
        happens(new AttemptCompleted(attempt(RUNS.get(0), 1), now));
        assertThat(metric("runs{state=\"waiting\",}")).isEqualTo(2);
        assertThat(metric("queue_runs{paused=\"false\",}")).isEqualTo(2);
        assertThat(metric("campaign_runs{campaign=\"" + CAMPAIGN + "\",state=\"completed\",}"))
                .isEqualTo(1);
        assertThat(metric("campaign_info{campaign=\"" + CAMPAIGN + "\",name=\"nightly\",}"))
                .isEqualTo(1);
        assertThat(metric("runs_ended_total{state=\"completed\",}")).isEqualTo(1);

        happens(new CampaignPaused(CAMPAIGN, now));
        assertThat(metric("queue_runs{paused=\"false\",}")).isZero();
        assertThat(metric("queue_runs{paused=\"true\",}")).isEqualTo(2);
    }

    @Test
    void of_ended_campaigns_the_newest_twenty_are_told_of_and_all_that_go_on() {
        submitted(); // the oldest, and goes on
        for (int i = 1; i <= 25; i++) {
            CampaignId id = new CampaignId(String.format("20261124-0000%02d-aaaa", i));
            List<PlannedRun> run = Samples.runs(id, List.of(Samples.shared(1, ByteSize.mib(256))));
            happens(
                    new CampaignSubmitted(id, "short", "", run, now),
                    new RunSkipped(run.get(0).run(), "no host", now));
        }
        List<String> told = metrics.scrape()
                .lines()
                .filter(line -> line.startsWith("ballast_campaign_info{"))
                .toList();
        assertThat(told).hasSize(21).anyMatch(line -> line.contains("nightly"));
        assertThat(told).noneMatch(line -> line.contains("-000005-")).anyMatch(line -> line.contains("-000006-"));
        assertThat(metric("runs{state=\"skipped\",}")).isEqualTo(25);
    }

    @Test
    void waiting_placing_and_the_whole_are_timed() {
        submitted();
        passes(Duration.ofSeconds(20));
        starts(0, 1);
        passes(Duration.ofMillis(40));
        reports(attempt(RUNS.get(0), 1));
        passes(Duration.ofSeconds(5));
        reports(attempt(RUNS.get(0), 1));
        passes(Duration.ofSeconds(5));
        happens(new AttemptCompleted(attempt(RUNS.get(0), 1), now));

        assertThat(metric("run_wait_seconds_sum")).isEqualTo(20);
        assertThat(metric("placement_latency_seconds_sum")).isEqualTo(0.04);
        assertThat(metric("placement_latency_seconds_count")).isEqualTo(1);
        assertThat(metric("attempt_duration_seconds_sum{mode=\"base-manual\",}"))
                .isEqualTo(10.04);
    }

    @Test
    void a_run_that_is_tried_again_waits_from_its_last_attempts_end() {
        submitted();
        starts(0, 1);
        passes(Duration.ofSeconds(100));
        happens(new AttemptRetried(attempt(RUNS.get(0), 1), new Failure(FailureKind.HOST, "gone", List.of()), now));
        passes(Duration.ofSeconds(3));
        starts(0, 2);
        assertThat(metric("run_wait_seconds_sum")).isEqualTo(3);
        assertThat(metric("run_wait_seconds_count")).isEqualTo(2);
        assertThat(metric("attempts_failed_total{kind=\"host\",}")).isEqualTo(1);
    }

    @Test
    void an_attempt_is_overdue_after_twice_its_forecast_and_ten_minutes() {
        submitted();
        Forecast forecast = Forecast.of(now, new long[300], 0.05);
        feed.foreseen(attempt(RUNS.get(0), 1), Optional.of(forecast));
        starts(0, 1);
        reports();
        passes(Duration.ofMinutes(2 * 5 + 10));
        assertThat(metric("host_overdue_attempts{host=\"a\",}")).isZero();
        passes(Duration.ofSeconds(1));
        assertThat(metric("host_overdue_attempts{host=\"a\",}")).isEqualTo(1);
        happens(new AttemptCompleted(attempt(RUNS.get(0), 1), now));
        assertThat(metric("host_overdue_attempts{host=\"a\",}")).isZero();
    }

    @Test
    void without_a_forecast_the_longest_of_its_cell_counts_and_without_that_a_day() {
        reports();
        submitted();
        starts(0, 1);
        passes(Duration.ofHours(24));
        assertThat(metric("host_overdue_attempts{host=\"a\",}")).isZero();
        passes(Duration.ofSeconds(1));
        assertThat(metric("host_overdue_attempts{host=\"a\",}")).isEqualTo(1);
        passes(Duration.ofHours(6).minusSeconds(1));
        happens(new AttemptCompleted(attempt(RUNS.get(0), 1), now)); // took 30 h
        starts(1, 1);
        passes(Duration.ofHours(60).plusMinutes(10));
        assertThat(metric("host_overdue_attempts{host=\"a\",}")).isZero();
        passes(Duration.ofSeconds(1));
        assertThat(metric("host_overdue_attempts{host=\"a\",}")).isEqualTo(1);

        feed = new MetricsFeed(metrics);
        feed.begun(schedule); // another coordinator that has heard of no host yet
        assertThat(metric("host_overdue_attempts{host=\"a\",}")).isEqualTo(1);
    }

    @Test
    void the_age_of_samples_is_told_and_a_vm_is_gone_with_its_attempt() {
        submitted();
        starts(0, 1);
        AttemptId attempt = attempt(RUNS.get(0), 1);
        var detail = new VmStatus.Detail(now.minusMillis(250), 1, 2, 3, 4);
        var vms =
                List.of(new VmStatus(0, "boot", 7, 1, 1, 1, Optional.of(detail)), new VmStatus(1, "boot", 7, 1, 1, 1));
        feed.progressed(schedule, A, new Live(attempt, vms), now);
        assertThat(metric("sample_delay_seconds_sum")).isEqualTo(0.25);
        assertThat(metric("sample_delay_seconds_count")).isEqualTo(1);
        assertThat(metric("host_footprint_bytes{host=\"a\",}")).isEqualTo(14);
        happens(new AttemptCompleted(attempt, now));
        assertThat(metric("host_footprint_bytes{host=\"a\",}")).isZero();
        assertThat(metrics.scrape()).doesNotContain("ballast_vm_rss_bytes{");
    }

    @Test
    void resizes_of_a_stored_result_are_timed_by_mode() {
        feed.measured(
                RUNS.get(0).cell(),
                new Measured(
                        1,
                        1,
                        List.of(),
                        List.of(new Measured.TimedResize(true, 0.5, 1 << 30), new Measured.TimedResize(false, 2, 5))));
        String shrink = "{mode=\"base-manual\",direction=\"shrink\",}";
        assertThat(metric("resize_duration_seconds_sum" + shrink)).isEqualTo(0.5);
        assertThat(metric("resized_bytes_total" + shrink)).isEqualTo(1 << 30);
        assertThat(metric("resize_duration_seconds_count{mode=\"base-manual\",direction=\"grow\",}"))
                .isEqualTo(1);
    }

    @Test
    void what_an_agent_says_that_does_not_serve_its_host_is_counted_and_not_shown() {
        feed.reported(
                new Inventory(
                        Samples.host("a", 4, ByteSize.gib(4)), AgentFacts.now("two", now), List.of(), List.of(), null),
                false,
                now);
        assertThat(metric("agent_messages_total{kind=\"inventory\",}")).isEqualTo(1);
        assertThat(metrics.scrape()).doesNotContain("ballast_host_budget_bytes{");
    }
}
