package ballast.agent.replay;

import ballast.model.BenchmarkSpec;
import ballast.model.ByteSize;
import ballast.model.Cell;
import ballast.model.Isolation;
import ballast.model.Machine;
import ballast.model.Mode;
import ballast.model.Sampling;
import ballast.model.VmSpec;
import ballast.model.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Cells with two VMs. */
final class ReplayedCells {
    private ReplayedCells() {}

    static Cell multiVm(Mode mode) {
        ByteSize memory = ByteSize.gib(1);
        var vm = new VmSpec(memory, memory, memory, 1, mode, Machine.Q35, List.of());
        var write = Workload.write(ByteSize.mib(96), Duration.ofSeconds(60));
        var spec = new BenchmarkSpec.MultiVm(vm, 2, write, false, 1, Duration.ofSeconds(4));
        return Cell.of(Map.of(), spec, Isolation.SHARED, Sampling.DEFAULT, Duration.ofSeconds(60));
    }
}
