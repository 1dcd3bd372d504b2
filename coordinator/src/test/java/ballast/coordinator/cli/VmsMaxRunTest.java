package ballast.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ballast.coordinator.capacity.Evidence;
import ballast.coordinator.capacity.ModeSearch;
import ballast.coordinator.capacity.VmsMax;
import ballast.coordinator.schedule.Samples;
import ballast.model.ByteSize;
import ballast.model.CampaignId;
import ballast.model.Cell;
import ballast.model.RunId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The steps of a search, in a lab that is made of numbers. */
class VmsMaxRunTest {
    private static final ByteSize BUDGET = ByteSize.gib(1);
    private static final Cell ONE = Samples.shared(1, ByteSize.mib(512));
    private static final Cell OTHER = Samples.shared(1, ByteSize.mib(256));

    /** Each VM occupies 300 MiB in one cell, 200 in the other. */
    private static final class Numbers implements VmsMaxRun.Lab {
        final Map<CampaignId, Cell> submitted = new HashMap<>();
        final Map<CampaignId, Evidence> results = new HashMap<>();
        final List<String> steps = new ArrayList<>();
        final List<VmsMax> kept = new ArrayList<>();
        int interruptedAt = Integer.MAX_VALUE;
        int made;

        @Override
        public CampaignId newId() {
            return new CampaignId("20261128-060000-" + String.format("%04d", ++made));
        }

        @Override
        public Cell with(Cell cell, int vms) {
            return VmsMaxCells.with(cell, vms, 2);
        }

        @Override
        public void submit(CampaignId id, VmsMax search, Cell cell) {
            submitted.put(id, cell);
            steps.add(cell.spec().vm().memory() + " x " + cell.spec().vmCount());
        }

        @Override
        public boolean resume(CampaignId id) {
            steps.add("resume " + id);
            return submitted.containsKey(id);
        }

        @Override
        public boolean follow(CampaignId id) {
            if (steps.size() >= interruptedAt) {
                return false;
            }
            Cell cell = submitted.get(id);
            int vms = cell.spec().vmCount();
            long each = cell.spec().vm().memory().equals(ByteSize.mib(512)) ? 300 : 200;
            results.put(
                    id,
                    new Evidence(
                            vms,
                            new RunId(id, cell.id(), 1),
                            Evidence.Outcome.COMPLETED,
                            Optional.empty(),
                            Optional.of(ByteSize.mib(each * vms)),
                            Evidence.Breaches.NONE,
                            List.of()));
            return true;
        }

        @Override
        public Optional<Evidence> evidence(CampaignId id) {
            return Optional.ofNullable(results.get(id));
        }

        @Override
        public Optional<Integer> plan(Cell cell) {
            return Optional.empty();
        }

        @Override
        public void keep(VmsMax search) {
            kept.add(search);
        }

        @Override
        public void say(String line) {}
    }

    private final Numbers lab = new Numbers();

    private static VmsMax fresh() {
        return new VmsMax(
                "m",
                "m",
                "name: m",
                BUDGET,
                Map.of(),
                List.of(ModeSearch.begin(ONE, 1, Optional.empty()), ModeSearch.begin(OTHER, 2, Optional.of(5))),
                Optional.empty());
    }

    private static List<Integer> answers(VmsMax search) {
        return search.modes().stream().map(mode -> mode.search(BUDGET).answer()).toList();
    }

    @Test
    void runsEachModeToItsAnswerAndKeepsEachStep() throws Exception {
        VmsMaxRun run = new VmsMaxRun(lab, fresh());
        assertThat(run.run()).isTrue();
        assertThat(answers(run.search())).containsExactly(3, 5);
        assertThat(lab.steps)
                .containsExactly(
                        "512MiB x 1",
                        "512MiB x 2",
                        "512MiB x 4",
                        "512MiB x 3",
                        "256MiB x 5",
                        "256MiB x 10",
                        "256MiB x 7",
                        "256MiB x 6");
        assertThat(lab.kept).hasSize(2 * lab.steps.size());
        assertThat(run.search().campaigns()).hasSize(8);
        assertThat(lab.submitted.values())
                .allMatch(
                        cell -> cell.demand().cores() == Math.min(2, cell.spec().vmCount()));
    }

    @Test
    void goesOnWithTheTryThatWasInterrupted() throws Exception {
        lab.interruptedAt = 3;
        VmsMaxRun first = new VmsMaxRun(lab, fresh());
        assertThat(first.run()).isFalse();
        VmsMax kept = lab.kept.get(lab.kept.size() - 1);
        assertThat(kept.open().orElseThrow().vms()).isEqualTo(4);

        lab.interruptedAt = Integer.MAX_VALUE;
        VmsMaxRun second = new VmsMaxRun(lab, kept);
        assertThat(second.run()).isTrue();
        assertThat(answers(second.search())).containsExactly(3, 5);
        assertThat(lab.steps.get(3)).isEqualTo("resume " + kept.open().get().campaign());
        assertThat(lab.submitted).hasSize(8);
    }

    @Test
    void aTryThatEndedMeanwhileIsNotRunAgain() throws Exception {
        lab.interruptedAt = 3;
        assertThat(new VmsMaxRun(lab, fresh()).run()).isFalse();
        VmsMax kept = lab.kept.get(lab.kept.size() - 1);
        lab.interruptedAt = Integer.MAX_VALUE;
        assertThat(lab.follow(kept.open().orElseThrow().campaign())).isTrue();

        assertThat(new VmsMaxRun(lab, kept).run()).isTrue();
        assertThat(lab.steps).noneMatch(step -> step.startsWith("resume"));
    }

    @Test
    void aTryThatTheLabDoesNotKnowIsMadeAnew() throws Exception {
        CampaignId lost = new CampaignId("20261128-050000-0000");
        VmsMax kept = fresh().begun(new VmsMax.Open(lost, ONE.id(), 1));
        VmsMaxRun run = new VmsMaxRun(lab, kept);
        assertThat(run.run()).isTrue();
        assertThat(answers(run.search())).containsExactly(3, 5);
        assertThat(run.search().campaigns()).doesNotContain(lost);
    }

    @Test
    void theTableSaysAnswersRunsAndWhyNot() throws Exception {
        VmsMaxRun run = new VmsMaxRun(lab, fresh());
        run.run();
        assertThat(VmsMaxTable.render(run.search()))
                .startsWith("m: how many VMs fit into 1.0 GiB\n")
                .contains("| base-manual |   3 |         1 |       - |  900.0 MiB (88 %) |    4 |")
                .contains("| base-manual |   5 |         2 |       5 |")
                .contains("a peak over the budget");
    }
}
