package ballast.coordinator.cli;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** Whether it is to be found out how many VMs fit. */
final class VmsMaxOptions {
    private static final String MAX = "max";

    @Option(
            names = "--vms",
            paramLabel = "max",
            description = "Of multivm: find, by running it, how many VMs fit into --budget in each mode")
    private String vms;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            split = ",",
            description = "With --vms max: only these modes of the matrix")
    private List<String> modes = List.of();

    boolean isWanted() {
        return vms != null;
    }

    Set<String> modes() {
        return new LinkedHashSet<>(modes);
    }

    /**
     * @param matrix whether one is named
     * @throws CommandException with everything that is wrong
     */
    void check(boolean matrix) throws CommandException {
        List<String> problems = new java.util.ArrayList<>();
        if (vms != null && !vms.equals(MAX)) {
            problems.add("--vms: got '" + vms + "', want max; a matrix says how many VMs a run has");
        }
        if (vms != null && !matrix) {
            problems.add("--vms: got it with --continue, which goes on with a search as it was begun");
        }
        if (vms == null && !modes.isEmpty()) {
            problems.add("--mode: got it without --vms max; a matrix says which modes are measured");
        }
        if (!problems.isEmpty()) {
            throw CommandException.badInput("run: " + String.join("\nballast: run: ", problems));
        }
    }
}
