package ballast.coordinator.page;

import static ballast.coordinator.schedule.Samples.CAMPAIGN;
import static ballast.coordinator.schedule.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import ballast.coordinator.results.PackingRecord;
import ballast.coordinator.results.PackingRecord.Place;
import ballast.coordinator.schedule.CampaignView;
import ballast.coordinator.schedule.PlannedRun;
import ballast.coordinator.schedule.RunState;
import ballast.coordinator.schedule.RunView;
import ballast.coordinator.schedule.Samples;
import ballast.model.ByteSize;
import ballast.model.Failure;
import ballast.model.FailureKind;
import ballast.model.HostId;
import ballast.model.Packing;
import ballast.model.VmStatus;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A campaign as the page hears of it: once as a whole, then what has changed. */
final class CampaignChangesTest {
    private static final HostId HOST = new HostId("a");
    private static final List<PlannedRun> RUNS = Samples.runs(
            CAMPAIGN,
            List.of(
                    Samples.shared(1, ByteSize.mib(256)),
                    Samples.shared(1, ByteSize.mib(256)),
                    Samples.shared(1, ByteSize.mib(512))));

    private static RunView run(int i, RunState state, String... phases) {
        var vms = List.of(phases).stream()
                .map(phase -> new VmStatus(0, phase, 1, 1, 1, 1))
                .toList();
        return new RunView(RUNS.get(i).run(), RUNS.get(i).cell(), state, vms);
    }

    private static CampaignView view(boolean ended, RunView... runs) {
        return new CampaignView(CAMPAIGN, "test", ended, List.of(runs));
    }

    private static RunState running(int i) {
        return new RunState.Running(Samples.attempt(RUNS.get(i), 1), HOST, NOON);
    }

    private static RunState completed(int i) {
        return new RunState.Completed(Samples.attempt(RUNS.get(i), 1), HOST, NOON, NOON.plusSeconds(9));
    }

    private static RunView waiting(int i) {
        return run(i, new RunState.Waiting(0));
    }

    @Test
    void first_all_then_what_changed() {
        CampaignChanges changes = new CampaignChanges();
        JsonNode first =
                changes.next(view(false, waiting(0), waiting(1), waiting(2))).orElseThrow();
        assertThat(first.path("cells")).hasSize(2);
        assertThat(first.at("/cells/1/varying/memory").asText()).isEqualTo("512MiB");
        assertThat(first.path("runs").findValuesAsText("cell")).containsExactly("0", "0", "1");
        assertThat(first.path("runs").findValuesAsText("repetition")).containsExactly("1", "2", "1");

        assertThat(changes.next(view(false, waiting(0), waiting(1), waiting(2))))
                .isEmpty();
        JsonNode second = changes.next(view(false, waiting(0), run(1, running(1), "boot", "boot", "fill"), waiting(2)))
                .orElseThrow();
        assertThat(second.path("runs")).hasSize(1);
        assertThat(second.at("/runs/0/i").asInt()).isEqualTo(1);
        assertThat(second.at("/runs/0/phase").asText()).isEqualTo("boot, fill");
        assertThat(second.at("/runs/0/host").asText()).isEqualTo("a");
        assertThat(second.has("cells")).isFalse();
    }

    @Test
    void the_end_is_told_though_nothing_changed() {
        CampaignChanges changes = new CampaignChanges();
        changes.next(view(false, run(0, completed(0))));
        assertThat(changes.next(view(true, run(0, completed(0))))
                        .orElseThrow()
                        .path("ended")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void states_have_their_reasons() {
        var failed = new RunState.Failed(
                Samples.attempt(RUNS.get(0), 2),
                HOST,
                new Failure(FailureKind.BOOT, "no answer", List.of()),
                NOON,
                NOON.plusSeconds(1));
        assertThat(CampaignChanges.state(run(0, failed)).path("reason").asText())
                .isEqualTo("BOOT: no answer");
        JsonNode cancelled = CampaignChanges.state(run(0, new RunState.Skipped("cancelled by the user", 1, true)));
        assertThat(cancelled.path("state").asText()).isEqualTo("cancelled");
        assertThat(CampaignChanges.state(run(0, new RunState.Skipped("lacks kvm")))
                        .path("state")
                        .asText())
                .isEqualTo("skipped");
    }

    @Test
    void a_plan_stands_beside_what_came_of_it() {
        Place planned = new Place(HOST, NOON, Optional.of(NOON.plusSeconds(7)));
        var record = new PackingRecord(
                new Packing.Footprint(0.05, 0.9, Optional.empty()),
                Optional.empty(),
                Optional.of(new PackingRecord.Outcome(NOON, 20, 15, 40, 30)),
                3,
                List.of(new PackingRecord.Run(RUNS.get(0).run(), Optional.of(planned), Optional.empty())));
        JsonNode plan = PlanDocument.of(view(false, run(0, completed(0)), waiting(1)), Optional.of(record));
        assertThat(plan.path("packed").asBoolean()).isTrue();
        assertThat(plan.at("/latest/makespan").asInt()).isEqualTo(20);
        assertThat(plan.at("/runs/0/planned/end").asLong()
                        - plan.at("/runs/0/planned/start").asLong())
                .isEqualTo(7000);
        assertThat(plan.at("/runs/0/end").asLong() - plan.at("/runs/0/start").asLong())
                .isEqualTo(9000);
        assertThat(plan.at("/runs/1/planned").isNull()).isTrue();
        JsonNode unplanned = PlanDocument.of(view(true, run(0, completed(0))), Optional.empty());
        assertThat(unplanned.path("packed").asBoolean()).isFalse();
        assertThat(unplanned.path("runs")).hasSize(1);
    }
}
