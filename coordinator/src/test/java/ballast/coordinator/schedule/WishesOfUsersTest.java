package ballast.coordinator.schedule;

import static ballast.coordinator.schedule.Samples.CAMPAIGN;
import static ballast.coordinator.schedule.Samples.NOON;
import static ballast.coordinator.schedule.Samples.attempt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ballast.coordinator.schedule.Readiness.State;
import ballast.coordinator.schedule.RunState.Skipped;
import ballast.coordinator.schedule.RunState.Waiting;
import ballast.coordinator.schedule.ScheduleEvent.AttemptCompleted;
import ballast.coordinator.schedule.ScheduleEvent.AttemptFailed;
import ballast.coordinator.schedule.ScheduleEvent.AttemptLost;
import ballast.coordinator.schedule.ScheduleEvent.AttemptSkipped;
import ballast.coordinator.schedule.ScheduleEvent.AttemptStarted;
import ballast.coordinator.schedule.ScheduleEvent.CampaignCancelled;
import ballast.coordinator.schedule.ScheduleEvent.CampaignPaused;
import ballast.coordinator.schedule.ScheduleEvent.CampaignSubmitted;
import ballast.coordinator.schedule.ScheduleEvent.HostDrained;
import ballast.coordinator.schedule.ScheduleEvent.HostUndrained;
import ballast.coordinator.schedule.ScheduleEvent.RunRetried;
import ballast.model.ByteSize;
import ballast.model.Failure;
import ballast.model.FailureKind;
import ballast.model.HostId;
import ballast.model.HostReport;
import ballast.model.SpoolUse;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Cancelling, retrying, draining, and choosing hosts by labels. */
final class WishesOfUsersTest {
    private static final HostId A = new HostId("a");
    private static final List<PlannedRun> RUNS =
            Samples.runs(CAMPAIGN, Collections.nCopies(4, Samples.shared(1, ByteSize.mib(256))));
    private static final Failure FAILURE = new Failure(FailureKind.BOOT, "no answer", List.of());

    private static Schedule submitted(Map<String, String> where) {
        return Schedule.empty().apply(new CampaignSubmitted(CAMPAIGN, "test", "", RUNS, where, NOON));
    }

    /** One completed, one failed, one running, one waiting. */
    private static Schedule mixed() {
        Schedule schedule = submitted(Map.of());
        for (PlannedRun run : RUNS.subList(0, 3)) {
            schedule = schedule.apply(new AttemptStarted(attempt(run, 1), A, NOON));
        }
        return schedule.apply(new AttemptCompleted(attempt(RUNS.get(0), 1), NOON))
                .apply(new AttemptFailed(attempt(RUNS.get(1), 1), FAILURE, NOON));
    }

    private static List<RunState> states(Schedule schedule) {
        return schedule.campaign(CAMPAIGN).orElseThrow().states();
    }

    private static Campaign campaign(Schedule schedule) {
        return schedule.campaign(CAMPAIGN).orElseThrow();
    }

    private static Fleet fleet(HostReport... hosts) {
        return new Fleet(java.util.Arrays.stream(hosts).map(Samples::answering).toList());
    }

    @Test
    void a_cancelled_campaign_has_ended_and_keeps_its_results_and_attempt_numbers() {
        Schedule before = mixed();
        List<ScheduleEvent> events = Planning.cancel(campaign(before), NOON);
        Schedule after = before.applyAll(events);
        assertThat(events)
                .containsExactly(
                        new AttemptLost(attempt(RUNS.get(2), 1), "cancelled by the user", NOON),
                        new CampaignCancelled(CAMPAIGN, NOON));
        assertThat(states(after).subList(0, 2)).isEqualTo(states(before).subList(0, 2));
        assertThat(states(after).subList(2, 4))
                .containsExactly(
                        new Skipped("cancelled by the user", 1, true), new Skipped("cancelled by the user", 0, true));
        assertThat(campaign(after).ended()).isTrue();
        assertThat(Planning.cancel(campaign(after), NOON)).isEmpty();
        assertThat(Placer.plan(after, fleet(Samples.host("a", 4, ByteSize.gib(4))), Samples.BLANK))
                .isEmpty();
    }

    @Test
    void what_a_cancelled_attempt_still_says_changes_nothing_once_it_is_tried_again() {
        Schedule cancelled = mixed().applyAll(Planning.cancel(campaign(mixed()), NOON));
        Schedule again = cancelled
                .applyAll(Planning.retry(campaign(cancelled), true, NOON))
                .apply(new AttemptStarted(attempt(RUNS.get(2), 2), A, NOON));
        assertThat(again.apply(new AttemptCompleted(attempt(RUNS.get(2), 1), NOON)))
                .isEqualTo(again);
    }

    @Test
    void a_retry_takes_failed_runs_and_cancelled_ones_only_when_asked() {
        Schedule cancelled = mixed().applyAll(Planning.cancel(campaign(mixed()), NOON));
        assertThat(Planning.retry(campaign(cancelled), false, NOON))
                .containsExactly(new RunRetried(RUNS.get(1).run(), NOON));
        Schedule all = cancelled.applyAll(Planning.retry(campaign(cancelled), true, NOON));
        assertThat(states(all).subList(1, 4)).containsExactly(new Waiting(1), new Waiting(1), new Waiting(0));
        assertThat(Placer.plan(all, fleet(Samples.host("a", 4, ByteSize.gib(4))), Samples.BLANK))
                .extracting(placement -> placement.attempt().number())
                .containsExactly(2, 2, 1);
    }

    @Test
    void a_run_skipped_for_another_reason_is_not_tried_again() {
        Schedule skipped = submitted(Map.of())
                .apply(new AttemptStarted(attempt(RUNS.get(0), 1), A, NOON))
                .apply(new AttemptSkipped(attempt(RUNS.get(0), 1), "no such parameter", NOON));
        assertThat(states(skipped).get(0)).isEqualTo(new Skipped("no such parameter", 1));
        assertThat(Planning.retry(campaign(skipped), true, NOON)).isEmpty();
    }

    @Test
    void what_waits_runs_or_was_measured_cannot_be_retried() {
        for (int i : List.of(0, 2, 3)) {
            assertThatThrownBy(() -> mixed().apply(new RunRetried(RUNS.get(i).run(), NOON)))
                    .isInstanceOf(IllegalEventException.class);
        }
    }

    @Test
    void a_paused_campaign_that_is_cancelled_and_retried_is_not_paused_any_more() {
        Schedule cancelled = submitted(Map.of())
                .apply(new CampaignPaused(CAMPAIGN, NOON))
                .apply(new CampaignCancelled(CAMPAIGN, NOON));
        assertThat(campaign(cancelled).paused()).isFalse();
    }

    @Test
    void a_draining_host_gets_nothing_and_the_wait_says_so() {
        Fleet fleet = fleet(Samples.host("a", 4, ByteSize.gib(4)));
        Schedule draining = submitted(Map.of()).apply(new HostDrained(A, NOON));
        assertThat(Placer.plan(draining, fleet, Samples.BLANK)).isEmpty();
        assertThat(Explanation.unplaceable(draining, fleet, Samples.BLANK)).isEmpty();
        assertThat(Standing.of(draining, fleet, Samples.BLANK, RUNS.get(0).run()))
                .contains(
                        "it waits: no host that could take it takes work: host a: drained by a user: gets nothing new until: ballast hosts --undrain a");
        assertThatThrownBy(() -> draining.apply(new HostDrained(A, NOON))).isInstanceOf(IllegalEventException.class);
        assertThat(Placer.plan(draining.apply(new HostUndrained(A, NOON)), fleet, Samples.BLANK))
                .hasSize(4);
    }

    @Test
    void a_host_whose_spool_is_full_gets_nothing_and_the_wait_says_what_to_do() {
        HostReport a = Samples.host("a", 4, ByteSize.gib(4));
        SpoolUse full = new SpoolUse(ByteSize.gib(19), ByteSize.gib(20));
        Fleet fleet = new Fleet(List.of(Samples.withSpool(a, full)));
        assertThat(Placer.plan(submitted(Map.of()), fleet, Samples.BLANK)).isEmpty();
        assertThat(Explanation.unplaceable(submitted(Map.of()), fleet, Samples.BLANK))
                .isEmpty();
        assertThat(Standing.of(
                        submitted(Map.of()), fleet, Samples.BLANK, RUNS.get(0).run()))
                .contains("it waits: no host that could take it takes work: host a: its spool is 95 % full (19.0 GiB of"
                        + " 20.0 GiB): let the coordinator take the results that wait there, or set a larger"
                        + " spool-limit");
        SpoolUse nearly = new SpoolUse(ByteSize.gib(18), ByteSize.gib(20));
        assertThat(Placer.plan(submitted(Map.of()), new Fleet(List.of(Samples.withSpool(a, nearly))), Samples.BLANK))
                .hasSize(4);
    }

    @Test
    void of_several_reasons_the_one_that_weighs_most_names_the_state() {
        HostReport a = Samples.host("a", 4, ByteSize.gib(4));
        SpoolUse full = new SpoolUse(ByteSize.gib(21), ByteSize.gib(20));
        assertThat(Readiness.of(Samples.answering(a), false)).isEqualTo(new Readiness(State.READY, List.of()));
        Readiness draining = Readiness.of(Samples.withSpool(a, full), true);
        assertThat(draining.state()).isEqualTo(State.DRAINING);
        assertThat(draining.reasons()).hasSize(2).last().asString().startsWith("its spool is 105 % full");
        assertThat(Readiness.of(Samples.silent(a), true).state()).isEqualTo(State.SILENT);
        assertThat(State.SPOOL_FULL.label()).isEqualTo("spool full");
    }

    @Test
    void labels_choose_hosts() {
        Fleet fleet = fleet(labelled("a", Map.of("rack", "a")), labelled("b", Map.of("rack", "b")));
        assertThat(Placer.plan(submitted(Map.of("rack", "b")), fleet, Samples.BLANK))
                .extracting(placement -> placement.host().value())
                .containsOnly("b");
        assertThat(Placer.plan(submitted(Map.of("host", "a", "accel", "tcg", "qemu", "10.0")), fleet, Samples.BLANK))
                .extracting(placement -> placement.host().value())
                .containsOnly("a");
    }

    @Test
    void labels_that_no_host_has_are_explained() {
        Fleet fleet = fleet(labelled("a", Map.of("rack", "a")), labelled("c", Map.of("rack", "c")));
        assertThat(explained(Map.of("rack", "b"), fleet))
                .isEqualTo("it waits: no host has rack=b: hosts have rack=a, rack=c");
        assertThat(explained(Map.of("row", "1"), fleet)).isEqualTo("it waits: no host has row=1: none has a label row");
        assertThat(explained(Map.of("rack", "a", "host", "c"), fleet))
                .isEqualTo("it waits: no host has all of host=c, rack=a");
    }

    @Test
    void capabilities_choose_hosts_and_are_explained() {
        Fleet fleet = fleet(labelled("a", Map.of("artefact", "llfree")));
        HostReport host = fleet.hosts().get(0).report();
        String kind = host.offers("artefact").iterator().next();
        String device = host.offers("device").iterator().next();
        String image = host.offers("image").iterator().next();

        assertThat(Placer.plan(
                        submitted(Map.of("artefact", kind, "device", device, "image", image)), fleet, Samples.BLANK))
                .isNotEmpty();
        assertThat(host.offers("artefact"))
                .as("an owner's label is no capability")
                .doesNotContain("llfree");
        assertThat(explained(Map.of("artefact", "llfree"), fleet))
                .startsWith("it waits: no host has artefact=llfree: hosts have artefact=" + kind);
    }

    private static String explained(Map<String, String> where, Fleet fleet) {
        return Standing.of(submitted(where), fleet, Samples.BLANK, RUNS.get(0).run())
                .orElseThrow();
    }

    @Test
    void every_state_is_told_in_a_sentence() {
        Fleet fleet = fleet(Samples.host("a", 4, ByteSize.gib(4)));
        assertThat(RUNS.stream()
                        .map(run -> Standing.of(mixed(), fleet, Samples.BLANK, run.run())
                                .orElseThrow()))
                .containsExactly(
                        "it was measured on host a and ended at 2026-11-23T12:00:00Z",
                        "attempt 1 failed on host a: BOOT: no answer",
                        "it runs on host a since 2026-11-23T12:00:00Z, attempt 1",
                        "it is about to start");
        Schedule cancelled = mixed().apply(new CampaignCancelled(CAMPAIGN, NOON));
        assertThat(Standing.of(cancelled, fleet, Samples.BLANK, RUNS.get(3).run()))
                .contains("it was skipped: cancelled by the user");
    }

    private static HostReport labelled(String id, Map<String, String> labels) {
        HostReport plain = Samples.host(id, 4, ByteSize.gib(4));
        return new HostReport(
                plain.id(),
                plain.cores(),
                plain.memory(),
                plain.budget(),
                plain.accelerator(),
                plain.versions(),
                plain.artefacts(),
                plain.images(),
                plain.vfioDevices(),
                plain.driver(),
                labels,
                plain.numaNodes());
    }
}
