package ballast.coordinator.cli;

import ballast.coordinator.matrix.Matrix;
import ballast.coordinator.matrix.MatrixSource;
import ballast.coordinator.schedule.CampaignView;
import ballast.coordinator.schedule.RunState;
import ballast.coordinator.schedule.RunView;
import ballast.model.AttemptId;
import ballast.model.CampaignId;
import ballast.model.Cell;
import ballast.model.CellId;
import ballast.model.Failure;
import ballast.model.FailureKind;
import ballast.model.HostId;
import ballast.model.RunId;
import ballast.model.VmStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A campaign whose runs are put into states one by one. */
final class ProgressExample {
    static final Instant START = Instant.parse("2026-11-23T19:00:00Z");
    private static final CampaignId CAMPAIGN = new CampaignId("20261123-190000-3fa9");
    private static final HostId HOST = new HostId("host-1");

    private final String name;
    private final Map<CellId, Cell> cells;
    private final List<RunView> runs = new ArrayList<>();

    private ProgressExample(Matrix matrix) {
        name = matrix.name();
        cells = matrix.cells().stream().collect(Collectors.toMap(Cell::id, Function.identity()));
        matrix.runs(CAMPAIGN).forEach(run -> runs.add(view(run, new RunState.Waiting(0), List.of())));
    }

    /** Four cells: two modes, touched and nofault. */
    static ProgressExample inflate() {
        return inflate(1);
    }

    /** Four cells, each twice. */
    static ProgressExample repeated() {
        return inflate(2);
    }

    private static ProgressExample inflate(int repetitions) {
        return new ProgressExample(matrix("""
                name: inflate
                benchmark: inflate
                repetitions: %d
                parameters: {memory: 768MiB, target: 256MiB, touch: 448MiB, iterations: 4}
                axes: {mode: [base-manual, virtio-mem], nofault: [false, true]}
                """.formatted(repetitions)));
    }

    /** Four cells of two VMs each. */
    static ProgressExample multivm() {
        return new ProgressExample(matrix("""
                name: multivm
                benchmark: multivm
                parameters: {vms: 2, memory: 512MiB, touch: 192MiB, delay: 12s}
                axes: {mode: [base-manual, base-auto], simultaneous: [false, true]}
                """));
    }

    private static Matrix matrix(String text) {
        return Matrix.parse(new MatrixSource("example.yaml", text));
    }

    private RunView view(RunId run, RunState state, List<VmStatus> live) {
        return new RunView(run, cells.get(run.cell()), state, live);
    }

    private ProgressExample with(int run, RunState state, VmStatus... live) {
        runs.set(run, view(runs.get(run).run(), state, List.of(live)));
        return this;
    }

    private AttemptId attempt(int run, int number) {
        return new AttemptId(runs.get(run).run(), number);
    }

    ProgressExample running(int run, int sinceSecond, VmStatus... live) {
        return with(run, new RunState.Running(attempt(run, 1), HOST, second(sinceSecond)), live);
    }

    ProgressExample runningAgain(int run, int sinceSecond) {
        return with(run, new RunState.Running(attempt(run, 2), HOST, second(sinceSecond)));
    }

    ProgressExample waitingAgain(int run) {
        return with(run, new RunState.Waiting(1));
    }

    ProgressExample completed(int run, int from, int to) {
        return with(run, new RunState.Completed(attempt(run, 1), HOST, second(from), second(to)));
    }

    ProgressExample failed(int run, int from, int to, String message) {
        Failure failure = new Failure(FailureKind.BOOT, message, List.of());
        return with(run, new RunState.Failed(attempt(run, 1), HOST, failure, second(from), second(to)));
    }

    ProgressExample skipped(int run, String reason) {
        return with(run, new RunState.Skipped(reason));
    }

    CampaignView view() {
        boolean ended = runs.stream()
                .map(RunView::state)
                .noneMatch(state -> state instanceof RunState.Waiting || state instanceof RunState.Running);
        return new CampaignView(CAMPAIGN, name, ended, runs);
    }

    static Instant second(int second) {
        return START.plusSeconds(second);
    }

    static VmStatus vm(int index, String phase, double guestFreeMib) {
        return new VmStatus(index, phase, 600L << 20, 490L << 20, 256L << 20, guestFreeMib * (1 << 20));
    }
}
