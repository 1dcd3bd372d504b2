package ballast.agent.actor;

import ballast.agent.artefact.VmParts;
import ballast.agent.vm.VmPlan;
import ballast.agent.vm.VmSockets;
import ballast.model.AttemptId;
import ballast.model.Cell;
import java.nio.file.Path;
import java.util.List;

/** Names and places of an attempt's VMs. */
final class VmPlans {
    /** As long as a VM's folder gets: a cell's hash, thousands of repetitions, hundreds of attempts and VMs. */
    private static final String LONGEST_FOLDER = "camp-0123456789ab-9999.999.999";

    private VmPlans() {}

    /** @throws IllegalArgumentException if a VM's sockets below {@code runFolder} would have too long a path */
    static VmSockets longestSockets(Path runFolder) {
        return new VmSockets(runFolder.resolve(LONGEST_FOLDER));
    }

    static VmPlan of(
            AttemptId attempt, Cell cell, VmParts parts, int index, List<Integer> cpus, Path runFolder, Path results) {
        var run = attempt.run();
        String name = String.join(
                ".",
                "ballast",
                run.campaign().value(),
                run.cell().value(),
                "rep" + run.repetition(),
                "attempt" + attempt.number(),
                "vm" + index);
        // short, for a UNIX socket's path; the campaign's end and the cell's hash tell runs apart
        String campaign = run.campaign().value();
        String folder = String.join(
                "-",
                campaign.substring(Math.max(0, campaign.length() - 4)),
                run.cell().value(),
                run.repetition() + "." + attempt.number() + "." + index);
        return new VmPlan(
                index,
                name,
                cell.spec().vm(),
                parts,
                cpus,
                new VmSockets(runFolder.resolve(folder)),
                results,
                cell.sampling(),
                cell.bootTimeout());
    }
}
