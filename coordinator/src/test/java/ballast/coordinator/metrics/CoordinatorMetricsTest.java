package ballast.coordinator.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import ballast.coordinator.results.StoreFixture;
import ballast.model.AttemptId;
import ballast.model.ByteSize;
import ballast.model.Cell;
import ballast.model.GuardStatus;
import ballast.model.HostId;
import ballast.model.Mode;
import ballast.model.VmStatus;
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

    private final CoordinatorMetrics metrics = new CoordinatorMetrics();

    @Test
    void everyDeclaredMetricIsServedAndNoOther() {
        metrics.updateHost(StoreFixture.HOST);
        metrics.updateGuard(HOST, guard(0, 0, 0, List.of()));
        metrics.updateAttempt(HOST, ONE_VM, INFLATE, List.of(vm(0, 100, 7)));

        Scrape scrape = scrape();
        for (Metric metric : Metric.values()) {
            assertThat(scrape.seriesOf(metric.id())).as(metric.id()).isNotEmpty();
            assertThat(scrape.types())
                    .containsEntry(metric.id(), metric.type().name().toLowerCase(Locale.ROOT));
            assertThat(scrape.help()).containsEntry(metric.id(), metric.help());
        }
        assertThat(scrape.types().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Metric.values()).map(Metric::id).toList());
        assertThat(scrape.samples().keySet())
                .allMatch(series -> scrape.types().containsKey(series.replaceFirst("\\{.*", "")));
    }

    @Test
    void namesAreInBaseUnits() {
        assertThat(Metric.values())
                .extracting(Metric::id)
                .allMatch(name -> name.matches("ballast_[a-z_]+"))
                .noneMatch(name -> name.matches(".*_(ms|mib|gib|kb|mb|percent)(_.*)?"));
        assertThat(Metric.values())
                .allMatch(metric ->
                        (metric.type() == Metric.Type.COUNTER) == metric.id().endsWith("_total"));
    }

    private static GuardStatus guard(int breaches, double seconds, long worst, List<AttemptId> held) {
        return new GuardStatus(
                ByteSize.ZERO,
                ByteSize.ZERO,
                Optional.empty(),
                Optional.empty(),
                new GuardStatus.Breaches(breaches, seconds, new ByteSize(worst)),
                held);
    }

    @Test
    void showsBudgetBreachesAndWhoIsHeldBack() {
        metrics.updateGuard(HOST, guard(2, 0.5, 1 << 20, List.of(ONE_VM)));
        metrics.updateGuard(HOST, guard(3, 0.75, 2 << 20, List.of()));

        assertThat(scrape().value("ballast_host_budget_breaches", "host=host-a"))
                .isEqualTo(3);
        assertThat(scrape().value("ballast_host_budget_breach_seconds", "host=host-a"))
                .isEqualTo(0.75);
        assertThat(scrape().value("ballast_host_budget_breach_worst_bytes", "host=host-a"))
                .isEqualTo(2.0 * (1 << 20));
        assertThat(scrape().value("ballast_host_held_attempts", "host=host-a")).isZero();
    }

    @Test
    void showsAVmAndWhatItBelongsTo() {
        metrics.updateAttempt(HOST, ONE_VM, INFLATE, List.of(vm(0, 100, 7)));

        Scrape scrape = scrape();
        assertThat(scrape.value("ballast_vm_rss_bytes", "host=host-a, vm=0")).isEqualTo(100.0);
        assertThat(scrape.value("ballast_vm_ram_bytes", "host=host-a, vm=0")).isEqualTo(90.0);
        assertThat(scrape.value("ballast_vm_target_bytes", "host=host-a, vm=0")).isEqualTo(200.0);
        assertThat(scrape.value("ballast_vm_guest_free_bytes", "host=host-a, vm=0"))
                .isEqualTo(7.0);
        assertThat(scrape.value(
                        "ballast_vm_info",
                        "attempt=1, benchmark=inflate, campaign=20261123-190102-3fa9, cell=" + INFLATE.id()
                                + ", host=host-a, index=0, mode=base-manual, repetition=1, vm=0"))
                .isEqualTo(1.0);
    }

    @Test
    void aGuestThatDoesNotAnswerHasNoFreeMemory() {
        metrics.updateAttempt(HOST, ONE_VM, INFLATE, List.of(vm(0, 100, 7)));
        metrics.updateAttempt(HOST, ONE_VM, INFLATE, List.of(vm(0, 110, Double.NaN)));

        assertThat(scrape().seriesOf("ballast_vm_guest_free_bytes")).isEmpty();
        assertThat(scrape().value("ballast_vm_rss_bytes", "host=host-a, vm=0")).isEqualTo(110.0);
    }

    @Test
    void aHostsFootprintIsTheSumOfItsVms() {
        metrics.updateHost(StoreFixture.HOST);
        assertThat(footprint()).isZero();
        metrics.updateAttempt(HOST, ONE_VM, INFLATE, List.of(vm(0, 100, 7)));
        metrics.updateAttempt(HOST, TWO_VMS, MULTIVM, List.of(vm(0, 10, 7), vm(1, 1, 7)));
        assertThat(footprint()).isEqualTo(111.0);

        metrics.attemptEnded(HOST, ONE_VM);
        assertThat(footprint()).isEqualTo(11.0);
        assertThat(scrape().value("ballast_host_budget_bytes", "host=host-a")).isEqualTo(20.0 * (1 << 30));
    }

    @Test
    void seriesEndWithTheAttemptAndTheirNumbersAreUsedAgain() {
        metrics.updateAttempt(HOST, ONE_VM, INFLATE, List.of(vm(0, 100, 7)));
        metrics.updateAttempt(HOST, TWO_VMS, MULTIVM, List.of(vm(0, 10, 7), vm(1, 1, 7)));
        metrics.attemptEnded(HOST, ONE_VM);
        metrics.attemptEnded(HOST, ONE_VM);

        for (Metric metric : List.of(Metric.VM_RSS, Metric.VM_RAM, Metric.VM_TARGET, Metric.VM_GUEST_FREE)) {
            assertThat(scrape().seriesOf(metric.id()))
                    .containsExactly(metric.id() + "{host=host-a, vm=1}", metric.id() + "{host=host-a, vm=2}");
        }
        assertThat(scrape().seriesOf("ballast_vm_info")).hasSize(2);

        AttemptId next = new AttemptId(ONE_VM.run(), 2);
        metrics.updateAttempt(HOST, next, INFLATE, List.of(vm(0, 5, 7)));
        assertThat(scrape().value("ballast_vm_rss_bytes", "host=host-a, vm=0")).isEqualTo(5.0);
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
    void countsOutcomesByWhoseFaultTheyAre() {
        assertThat(scrape().value("ballast_attempts_failed_total", "kind=boot")).isZero();
        metrics.countOutcome(StoreFixture.FAILED);
        metrics.countOutcome(StoreFixture.COMPLETED);
        metrics.countOutcome(StoreFixture.COMPLETED);

        assertThat(scrape().value("ballast_attempts_failed_total", "kind=boot")).isEqualTo(1.0);
        assertThat(scrape().samples()).containsEntry("ballast_attempts_completed_total", 2.0);
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

    private double footprint() {
        return scrape().value("ballast_host_footprint_bytes", "host=host-a");
    }

    private Scrape scrape() {
        return Scrape.parse(metrics.scrape());
    }

    private static VmStatus vm(int index, long rss, double guestFree) {
        return new VmStatus(index, "shrink", rss, 90, 200, guestFree);
    }
}
