package ballast.coordinator.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import ballast.coordinator.results.StoreFixture;
import ballast.message.AgentFacts;
import ballast.metric.Metric;
import ballast.model.AttemptId;
import ballast.model.ByteSize;
import ballast.model.Cell;
import ballast.model.GuardStatus;
import ballast.model.HostId;
import ballast.model.MemoryPressure;
import ballast.model.Mode;
import ballast.model.SpoolUse;
import ballast.model.VmStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CoordinatorMetricsTest {
    private static final Cell INFLATE = StoreFixture.inflate(Mode.BASE_MANUAL, "1GiB", false);
    private static final Cell MULTIVM = StoreFixture.multivm(Mode.BASE_AUTO, true);
    private static final AttemptId ONE_VM = new AttemptId(StoreFixture.run(INFLATE), 1);
    private static final AttemptId TWO_VMS = new AttemptId(StoreFixture.run(MULTIVM), 2);
    private static final HostId HOST = StoreFixture.HOST.id();

    private Instant now = StoreFixture.STARTED;
    private final CoordinatorMetrics metrics = new CoordinatorMetrics(() -> now);

    @Test
    void everyDeclaredMetricOfTheCoordinatorIsServedAndNoOther() {
        report(guard(0, 0, 0, List.of()));
        var detail = Optional.of(new VmStatus.Detail(now, 1, 2, 3, 4));
        metrics.updateAttempt(HOST, ONE_VM, INFLATE, List.of(new VmStatus(0, "shrink", 1, 1, 1, 1, detail)));
        metrics.campaigns(List.of(new CampaignCount("c", "name", Map.of())));
        metrics.epoch(1);
        metrics.total(Metric.FOOTPRINT, 1, "base-auto", "qemu");
        metrics.resized("base-auto", true, 0.2, 1 << 20);
        for (Metric histogram : List.of(Metric.RUN_WAIT, Metric.PLACEMENT_LATENCY, Metric.SAMPLE_DELAY)) {
            metrics.observe(histogram, Duration.ofSeconds(1));
        }
        metrics.observe(Metric.ATTEMPT_DURATION, Duration.ofSeconds(1), "base-auto");

        Scrape scrape = scrape();
        List<Metric> declared = Arrays.stream(Metric.values())
                .filter(metric -> metric.side() != Metric.Side.AGENT)
                .toList();
        for (Metric metric : declared) {
            for (String series : series(metric)) {
                assertThat(scrape.seriesOf(series)).as(series).isNotEmpty();
            }
            assertThat(scrape.types())
                    .containsEntry(metric.id(), metric.type().name().toLowerCase(Locale.ROOT));
            assertThat(scrape.help()).containsEntry(metric.id(), metric.help());
        }
        assertThat(scrape.types().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        declared.stream().map(Metric::id).toList());
        assertThat(scrape.samples().keySet())
                .allMatch(name -> declared.stream()
                        .flatMap(metric -> series(metric).stream())
                        .anyMatch(name.replaceFirst("\\{.*", "")::equals));
    }

    private static List<String> series(Metric metric) {
        return switch (metric.type()) {
            case GAUGE, COUNTER -> List.of(metric.id());
            case HISTOGRAM -> List.of(metric.id() + "_bucket", metric.id() + "_sum", metric.id() + "_count");
            case SUMMARY -> List.of(metric.id() + "_sum", metric.id() + "_count");
        };
    }

    @Test
    void namesAreInBaseUnits() {
        assertThat(Metric.values())
                .extracting(Metric::id)
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("[a-z_]+"))
                .noneMatch(name -> name.matches(".*_(ms|mib|gib|kb|mb|percent)(_.*)?"));
        assertThat(Metric.values())
                .allMatch(metric ->
                        (metric.type() == Metric.Type.COUNTER) == metric.id().endsWith("_total"));
        for (Metric metric : Metric.values()) {
            assertThat(metric.buckets()).as(metric.id()).isSorted();
            assertThat(metric.buckets().length > 0).isEqualTo(metric.type() == Metric.Type.HISTOGRAM);
        }
    }

    private static GuardStatus guard(int breaches, double seconds, long worst, List<AttemptId> held) {
        return new GuardStatus(
                ByteSize.ZERO,
                ByteSize.mib(3),
                Optional.of(ByteSize.gib(5)),
                Optional.of(new MemoryPressure(50, 25)),
                new GuardStatus.Breaches(breaches, seconds, new ByteSize(worst)),
                held);
    }

    private void report(GuardStatus guard) {
        AgentFacts facts = AgentFacts.now("one", now)
                .with(new SpoolUse(ByteSize.mib(1), ByteSize.gib(2)))
                .with(Optional.of(guard));
        metrics.updateHost(StoreFixture.HOST, facts, 4);
    }

    @Test
    void showsWhatAHostSays() {
        report(guard(2, 0.5, 1 << 20, List.of(ONE_VM)));
        report(guard(3, 0.75, 2 << 20, List.of()));

        assertThat(host("budget_breaches")).isEqualTo(3);
        assertThat(host("budget_breach_seconds")).isEqualTo(0.75);
        assertThat(host("budget_breach_worst_bytes")).isEqualTo(2.0 * (1 << 20));
        assertThat(host("held_attempts")).isZero();
        assertThat(host("spool_used_bytes")).isEqualTo(1.0 * (1 << 20));
        assertThat(host("spool_limit_bytes")).isEqualTo(2.0 * (1 << 30));
        assertThat(host("unacknowledged_results")).isEqualTo(4);
        assertThat(host("planned_footprint_bytes")).isEqualTo(3.0 * (1 << 20));
        assertThat(host("memory_available_bytes")).isEqualTo(5.0 * (1 << 30));
        assertThat(scrape().value("ballast_host_memory_pressure_ratio", "host=host-a, tasks=some"))
                .isEqualTo(0.5);
        assertThat(scrape().value("ballast_host_memory_pressure_ratio", "host=host-a, tasks=full"))
                .isEqualTo(0.25);
        assertThat(scrape().value(
                                "ballast_host_info",
                                "accelerator=tcg, driver=qemu, host=host-a, version=" + AgentFacts.VERSION))
                .isEqualTo(1);
    }

    @Test
    void aHostThatFallsSilentIsDownAndItsContactStays() {
        report(guard(0, 0, 0, List.of()));
        double contact = now.getEpochSecond();
        now = now.plusSeconds(60);
        metrics.silent(HOST);
        metrics.silent(new HostId("never-seen"));

        assertThat(host("up")).isZero();
        assertThat(host("last_contact_timestamp_seconds")).isEqualTo(contact);
        assertThat(scrape().seriesOf("ballast_host_up")).hasSize(1);

        metrics.heardOf(HOST);
        assertThat(host("up")).isEqualTo(1);
        assertThat(host("last_contact_timestamp_seconds")).isEqualTo(contact + 60);
    }

    @Test
    void showsAVmAndWhatItBelongsTo() {
        VmStatus.Detail detail = new VmStatus.Detail(now, 300, 2 << 20, 5, 1 << 30);
        metrics.updateAttempt(
                HOST, ONE_VM, INFLATE, List.of(new VmStatus(0, "shrink", 100, 90, 200, 7, Optional.of(detail))));

        assertThat(vm("rss_bytes")).isEqualTo(100.0);
        assertThat(vm("ram_bytes")).isEqualTo(90.0);
        assertThat(vm("target_bytes")).isEqualTo(200.0);
        assertThat(vm("actual_bytes")).isEqualTo(300.0);
        assertThat(vm("guest_free_bytes")).isEqualTo(7.0);
        assertThat(vm("guest_huge_bytes")).isEqualTo(2.0 * (1 << 20));
        assertThat(vm("guest_cached_bytes")).isEqualTo(5.0);
        assertThat(vm("guest_total_bytes")).isEqualTo(1.0 * (1 << 30));
        assertThat(scrape().value(
                                "ballast_vm_info",
                                "attempt=1, benchmark=inflate, campaign=20261123-190102-3fa9, cell=" + INFLATE.id()
                                        + ", host=host-a, index=0, mode=base-manual, repetition=1, vm=0"))
                .isEqualTo(1.0);
    }

    @Test
    void aPhaseHasASeriesFromItsBeginningToItsEnd() {
        metrics.updateAttempt(HOST, ONE_VM, INFLATE, List.of(new VmStatus(0, "boot", 1, 1, 1, 1)));
        now = now.plusSeconds(10);
        metrics.updateAttempt(HOST, ONE_VM, INFLATE, List.of(vm(0, 100, 7)));
        now = now.plusSeconds(10);
        metrics.updateAttempt(HOST, ONE_VM, INFLATE, List.of(vm(0, 100, 7)));

        String name = "ballast_vm_phase_start_timestamp_seconds";
        assertThat(scrape().seriesOf(name)).containsExactly(name + "{host=host-a, phase=shrink, vm=0}");
        assertThat(scrape().value(name, "host=host-a, phase=shrink, vm=0"))
                .isEqualTo(StoreFixture.STARTED.getEpochSecond() + 10.0);
    }

    @Test
    void aGuestThatDoesNotAnswerHasNoFreeMemory() {
        metrics.updateAttempt(HOST, ONE_VM, INFLATE, List.of(vm(0, 100, 7)));
        metrics.updateAttempt(HOST, ONE_VM, INFLATE, List.of(vm(0, 110, Double.NaN)));

        assertThat(scrape().seriesOf("ballast_vm_guest_free_bytes")).isEmpty();
        assertThat(vm("rss_bytes")).isEqualTo(110.0);
    }

    @Test
    void aHostsFootprintIsTheSumOfItsVmsAndItsIntegralGoesOnBetweenSamples() {
        report(guard(0, 0, 0, List.of()));
        assertThat(host("footprint_bytes")).isZero();
        metrics.updateAttempt(HOST, ONE_VM, INFLATE, List.of(vm(0, 100, 7)));
        now = now.plusSeconds(10);
        metrics.updateAttempt(HOST, TWO_VMS, MULTIVM, List.of(vm(0, 10, 7), vm(1, 1, 7)));
        assertThat(host("footprint_bytes")).isEqualTo(111.0);
        now = now.plusSeconds(2);
        assertThat(host("footprint_byte_seconds_total")).isEqualTo(10 * 100 + 2 * 111.0);

        metrics.attemptEnded(HOST, ONE_VM);
        assertThat(host("footprint_bytes")).isEqualTo(11.0);
        metrics.attemptEnded(HOST, TWO_VMS);
        now = now.plusSeconds(100);
        assertThat(host("footprint_byte_seconds_total")).isEqualTo(10 * 100 + 2 * 111.0);
        assertThat(host("budget_bytes")).isEqualTo(20.0 * (1 << 30));
    }

    @Test
    void everySeriesOfAVmEndsWithItAndItsNumberIsUsedAgain() {
        var detail = Optional.of(new VmStatus.Detail(now, 1, 2, 3, 4));
        List<String> none = seriesOfVms();
        metrics.updateAttempt(HOST, ONE_VM, INFLATE, List.of(new VmStatus(0, "boot", 1, 1, 1, 1, detail)));
        metrics.updateAttempt(HOST, TWO_VMS, MULTIVM, List.of(vm(0, 10, 7), vm(1, 1, 7)));
        assertThat(seriesOfVms()).hasSize(10 + 2 * 6).anyMatch(series -> series.contains("vm=0"));
        metrics.attemptEnded(HOST, ONE_VM);
        metrics.attemptEnded(HOST, ONE_VM);
        assertThat(seriesOfVms()).hasSize(2 * 6).noneMatch(series -> series.contains("vm=0"));

        AttemptId next = new AttemptId(ONE_VM.run(), 2);
        metrics.updateAttempt(HOST, next, INFLATE, List.of(vm(0, 5, 7)));
        assertThat(vm("rss_bytes")).isEqualTo(5.0);
        metrics.attemptEnded(HOST, next);
        metrics.attemptEnded(HOST, TWO_VMS);
        assertThat(seriesOfVms()).isEqualTo(none).isEmpty();
    }

    private List<String> seriesOfVms() {
        return scrape().samples().keySet().stream()
                .filter(series -> series.startsWith("ballast_vm_") && series.contains("{"))
                .toList();
    }

    @Test
    void attemptsOnAHostAreCountedAndThoseThatAreOverdue() {
        report(guard(0, 0, 0, List.of()));
        assertThat(host("overdue_attempts")).isZero();
        metrics.leases(List.of(
                new Lease(HOST, "shared", now.plusSeconds(60)),
                new Lease(HOST, "shared", now.plusSeconds(600)),
                new Lease(new HostId("b"), "exclusive", now.plusSeconds(600))));
        assertThat(host("overdue_attempts")).isZero();
        assertThat(scrape().value("ballast_leases", "host=host-a, isolation=shared"))
                .isEqualTo(2);
        assertThat(scrape().value("ballast_leases", "host=host-a, isolation=exclusive"))
                .isZero();
        assertThat(scrape().value("ballast_leases", "host=b, isolation=exclusive"))
                .isEqualTo(1);
        now = now.plusSeconds(61);
        assertThat(host("overdue_attempts")).isEqualTo(1);
        metrics.leases(List.of());
        assertThat(host("overdue_attempts")).isZero();
    }

    @Test
    void countsRunsInEveryState() {
        metrics.runs(Map.of(RunCount.WAITING, 3, RunCount.RUNNING, 1));
        metrics.runs(Map.of(RunCount.RUNNING, 4));

        Scrape scrape = scrape();
        assertThat(scrape.seriesOf("ballast_runs")).hasSize(RunCount.values().length);
        assertThat(scrape.value("ballast_runs", "state=waiting")).isZero();
        assertThat(scrape.value("ballast_runs", "state=running")).isEqualTo(4.0);
    }

    @Test
    void campaignsThatAreNotToldOfAnyMoreHaveNoSeries() {
        metrics.campaigns(List.of(new CampaignCount("one", "nightly \"a\"", Map.of(RunCount.WAITING, 3))));
        assertThat(scrape().value("ballast_campaign_runs", "campaign=one, state=waiting"))
                .isEqualTo(3);
        metrics.campaigns(List.of(new CampaignCount("two", "nightly", Map.of(RunCount.COMPLETED, 1))));
        assertThat(scrape().seriesOf("ballast_campaign_info"))
                .containsExactly("ballast_campaign_info{campaign=two, name=nightly}");
        assertThat(scrape().seriesOf("ballast_campaign_runs")).hasSize(RunCount.values().length);
    }

    @Test
    void totalsStandWhereTheJournalHasThemAndNeverFall() {
        assertThat(scrape().value("ballast_attempts_failed_total", "kind=boot")).isZero();
        metrics.total(Metric.ATTEMPTS_FAILED, 5, "boot");
        metrics.total(Metric.ATTEMPTS_FAILED, 7, "boot");
        metrics.total(Metric.ATTEMPTS_FAILED, 6, "boot");
        assertThat(scrape().value("ballast_attempts_failed_total", "kind=boot")).isEqualTo(7);
    }

    @Test
    void aSampleOfTheFutureIsNoOlderThanNow() {
        metrics.observe(Metric.SAMPLE_DELAY, Duration.ofSeconds(-3));
        metrics.observe(Metric.SAMPLE_DELAY, Duration.ofMillis(20));
        assertThat(scrape().samples())
                .containsEntry("ballast_sample_delay_seconds_sum", 0.02)
                .containsEntry("ballast_sample_delay_seconds_count", 2.0);
        assertThat(scrape().value("ballast_sample_delay_seconds_bucket", "le=0.01"))
                .isEqualTo(1);
    }

    @Test
    void countsWhatAgentsSay() {
        assertThat(scrape().value("ballast_agent_messages_total", "kind=ended")).isZero();
        metrics.countMessage(AgentMessage.PROGRESS);
        metrics.countMessage(AgentMessage.PROGRESS);
        metrics.countSamples(10);
        metrics.countSamples(7);

        assertThat(scrape().value("ballast_agent_messages_total", "kind=progress"))
                .isEqualTo(2.0);
        assertThat(scrape().samples()).containsEntry("ballast_vm_samples_total", 17.0);
    }

    private Double host(String name) {
        return scrape().value("ballast_host_" + name, "host=host-a");
    }

    private Double vm(String name) {
        return scrape().value("ballast_vm_" + name, "host=host-a, vm=0");
    }

    private Scrape scrape() {
        return Scrape.parse(metrics.scrape());
    }

    private static VmStatus vm(int index, long rss, double guestFree) {
        return new VmStatus(index, "shrink", rss, 90, 200, guestFree);
    }
}
