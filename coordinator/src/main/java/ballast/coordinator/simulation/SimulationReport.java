package ballast.coordinator.simulation;

import ballast.model.HostId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a simulation gave.
 *
 * @param played runs that were played to their end
 * @param others runs that failed, were skipped or did not come to their end
 * @param makespan from the first start to the last end, in simulated s; what the program itself takes does not count
 * @param perHost in the order of their names, those without a run too
 */
public record SimulationReport(
        SimulatedHosts hosts, int played, int others, double makespan, List<HostFigures> perHost) {
    public SimulationReport {
        perHost = List.copyOf(perHost);
    }

    public static SimulationReport of(SimulatedHosts hosts, List<PlayedRun> runs, int others) {
        Map<HostId, List<PlayedRun>> byHost = runs.stream().collect(Collectors.groupingBy(PlayedRun::host));
        List<HostFigures> figures = hosts.ids().stream()
                .map(host -> HostFigures.of(host, byHost.getOrDefault(host, List.of()), hosts.budget()))
                .toList();
        double makespan = runs.stream().mapToDouble(PlayedRun::end).max().orElse(0);
        return new SimulationReport(hosts, runs.size(), others, makespan, figures);
    }

    /** The highest of all hosts, in bytes. */
    public long peak() {
        return perHost.stream().mapToLong(host -> host.peak().bytes()).max().orElse(0);
    }

    /** Seconds over the budget, of all hosts. */
    public int overBudget() {
        return perHost.stream().mapToInt(HostFigures::overBudget).sum();
    }

    /** Share of all budgets that was occupied until the makespan, 0 or more. */
    public double memoryUtilisation() {
        double all = (double) hosts.budget().bytes() * hosts.count() * makespan;
        return all == 0
                ? 0
                : perHost.stream().mapToDouble(HostFigures::byteSeconds).sum() / all;
    }

    /** Share of all cores that was taken until the makespan, 0 to 1. */
    public double coreUtilisation() {
        double all = (double) hosts.cores() * hosts.count() * makespan;
        return all == 0
                ? 0
                : perHost.stream().mapToDouble(HostFigures::coreSeconds).sum() / all;
    }
}
