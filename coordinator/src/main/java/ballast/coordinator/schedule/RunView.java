package ballast.coordinator.schedule;

import ballast.model.Cell;
import ballast.model.RunId;
import ballast.model.VmStatus;
import java.util.List;

/**
 * A run as it is shown.
 *
 * @param live its VMs as they were last heard of; empty unless it is running
 */
public record RunView(RunId run, Cell cell, RunState state, List<VmStatus> live) {
    public RunView {
        live = List.copyOf(live);
    }
}
