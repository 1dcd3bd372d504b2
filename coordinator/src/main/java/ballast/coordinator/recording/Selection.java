package ballast.coordinator.recording;

import java.util.List;
import java.util.Optional;

/**
 * Which of the recorded traces are meant. An empty list or nothing means all.
 *
 * @param runs folders of runs, or the last name of their path
 * @param vms their numbers in the run
 * @param cycles builds of each VM, from 0
 * @param iterations of each run, from 0
 */
public record Selection(
        Optional<String> mode, List<String> runs, List<Integer> vms, List<Integer> cycles, List<Integer> iterations) {
    public Selection {
        runs = List.copyOf(runs);
        vms = List.copyOf(vms);
        cycles = List.copyOf(cycles);
        iterations = List.copyOf(iterations);
    }

    boolean hasRun(String name) {
        return runs.isEmpty() || runs.contains(name) || runs.contains(name.substring(name.lastIndexOf('/') + 1));
    }

    boolean hasVm(int vm) {
        return vms.isEmpty() || vms.contains(vm);
    }

    boolean hasCycle(int cycle) {
        return cycles.isEmpty() || cycles.contains(cycle);
    }

    boolean hasIteration(int iteration) {
        return iterations.isEmpty() || iterations.contains(iteration);
    }
}
