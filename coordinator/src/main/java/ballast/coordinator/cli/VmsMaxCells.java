package ballast.coordinator.cli;

import ballast.coordinator.capacity.ModeSearch;
import ballast.coordinator.capacity.VmsMax;
import ballast.coordinator.matrix.Matrix;
import ballast.model.BenchmarkSpec.MultiVm;
import ballast.model.ByteSize;
import ballast.model.Cell;
import ballast.model.Cpus;
import ballast.model.HostReport;
import ballast.model.Isolation;
import ballast.model.Requirement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Which cells of a matrix a search looks at, and what they are with another number of VMs. */
final class VmsMaxCells {
    private VmsMaxCells() {}

    /**
     * The search, before its first try. Of cells that differ only in whether their VMs work at once, the staggered one is searched.
     *
     * @param modes those that the user asked for; none: all
     * @param plan VMs that a plan of recorded footprints puts into the budget
     * @throws CommandException with everything that is wrong
     */
    static VmsMax begin(
            Matrix matrix, Set<String> modes, ByteSize budget, HostReport host, Function<Cell, Optional<Integer>> plan)
            throws CommandException {
        List<String> problems = new ArrayList<>();
        List<Cell> cells = matrix.cells();
        if (!cells.stream().allMatch(cell -> cell.spec() instanceof MultiVm)) {
            problems.add("--vms max: got a matrix of " + benchmarks(matrix) + ", want one of multivm alone");
        }
        Set<String> known = new LinkedHashSet<>();
        cells.forEach(cell -> known.add(cell.mode().label()));
        modes.stream()
                .filter(mode -> !known.contains(mode))
                .forEach(mode -> problems.add(
                        "--mode: got '" + mode + "', want modes of the matrix: " + String.join(", ", known)));
        if (budget.bytes() == 0 || budget.compareTo(host.budget()) > 0) {
            problems.add("--budget: got " + budget.toHumanText()
                    + ", want more than 0B and at most what this host has for VMs, "
                    + host.budget().toHumanText());
        }
        List<Cell> wanted = cells.stream()
                .filter(cell -> modes.isEmpty() || modes.contains(cell.mode().label()))
                .toList();
        wanted.stream()
                .filter(cell -> cell.spec().vm().cores() > host.cores())
                .findFirst()
                .ifPresent(cell -> problems.add("cores: got VMs with "
                        + cell.spec().vm().cores() + ", want at most this host's " + host.cores()));
        if (!problems.isEmpty()) {
            throw CommandException.badInput(String.join("\nballast: ", problems));
        }
        return begin(matrix, staggered(wanted), budget, host, plan);
    }

    private static String benchmarks(Matrix matrix) {
        return String.join(
                ", ",
                matrix.parts().stream().map(Matrix.Part::benchmark).distinct().toList());
    }

    private static VmsMax begin(
            Matrix matrix, List<Cell> cells, ByteSize budget, HostReport host, Function<Cell, Optional<Integer>> plan) {
        Map<String, String> skipped = new LinkedHashMap<>();
        List<ModeSearch> searches = new ArrayList<>();
        for (Cell cell : cells) {
            Optional<String> lacking = Requirement.unmet(cell, List.of(host));
            if (lacking.isPresent()) {
                skipped.put(cell.mode().label(), lacking.get());
            } else {
                long size = cell.spec().vm().reservation().bytes();
                searches.add(ModeSearch.begin(
                        cell, (int) Math.min(ModeSearch.MOST, budget.bytes() / size), plan.apply(cell)));
            }
        }
        return new VmsMax(matrix.name(), matrix.title(), matrix.text(), budget, skipped, searches, Optional.empty());
    }

    private static List<Cell> staggered(List<Cell> cells) {
        return cells.stream()
                .filter(cell ->
                        !spec(cell).simultaneous() || cells.stream().noneMatch(other -> isStaggered(other, cell)))
                .toList();
    }

    private static boolean isStaggered(Cell other, Cell cell) {
        MultiVm spec = spec(cell);
        MultiVm turned =
                new MultiVm(spec.vm(), spec.vms(), spec.workload(), !spec.simultaneous(), spec.builds(), spec.delay());
        return other.spec().equals(turned);
    }

    private static MultiVm spec(Cell cell) {
        return (MultiVm) cell.spec();
    }

    /** So many VMs, which share the host's CPUs, and which its memory guard may touch. */
    static Cell with(Cell cell, int vms, int hostCores) {
        MultiVm spec = spec(cell);
        Map<String, String> parameters = new LinkedHashMap<>(cell.parameters());
        parameters.put("vms", "" + vms);
        return Cell.of(
                parameters,
                new MultiVm(spec.vm(), vms, spec.workload(), spec.simultaneous(), spec.builds(), spec.delay()),
                Isolation.SHARED,
                cell.sampling(),
                cell.bootTimeout(),
                Cpus.shared(Math.min(hostCores, vms * spec.vm().cores())));
    }
}
