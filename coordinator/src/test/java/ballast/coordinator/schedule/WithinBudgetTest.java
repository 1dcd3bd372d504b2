package ballast.coordinator.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import ballast.coordinator.schedule.ScheduleEvent.CampaignSubmitted;
import ballast.model.BenchmarkSpec.MultiVm;
import ballast.model.ByteSize;
import ballast.model.Cell;
import ballast.model.Cpus;
import ballast.model.Packing;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A run whose VMs are larger together than the host, and have more cores, but are held within a budget and share its CPUs. */
final class WithinBudgetTest {
    private static final Fleet HOST = new Fleet(List.of(Samples.answering(Samples.host("a", 2, ByteSize.gib(2)))));

    private static Cell eightVms(Cpus cpus) {
        Cell one = Samples.shared(1, ByteSize.gib(1));
        MultiVm spec = (MultiVm) one.spec();
        return Cell.of(
                one.parameters(),
                new MultiVm(spec.vm(), 8, spec.workload(), false, 1, spec.delay()),
                one.isolation(),
                one.sampling(),
                one.bootTimeout(),
                cpus);
    }

    private static List<Placement> placed(Cpus cpus, Packing packing) {
        List<PlannedRun> runs = Samples.runs(Samples.CAMPAIGN, List.of(eightVms(cpus)));
        Schedule schedule = Schedule.empty()
                .apply(new CampaignSubmitted(Samples.CAMPAIGN, "test", "", runs, Map.of(), Samples.NOON, packing));
        return Placer.plan(schedule, HOST, Samples.BLANK);
    }

    @Test
    void starts() {
        assertThat(placed(Cpus.shared(2), new Packing.Within(ByteSize.gib(2)))).hasSize(1);
    }

    @Test
    void waitsForAHostWithItsBudgetAndItsCpus() {
        assertThat(placed(Cpus.shared(2), Packing.Static.INSTANCE)).isEmpty();
        assertThat(placed(Cpus.shared(2), new Packing.Within(ByteSize.gib(3)))).isEmpty();
        assertThat(placed(Cpus.shared(3), new Packing.Within(ByteSize.gib(2)))).isEmpty();
        assertThat(placed(Cpus.EXCLUSIVE, new Packing.Within(ByteSize.gib(2)))).isEmpty();
    }
}
