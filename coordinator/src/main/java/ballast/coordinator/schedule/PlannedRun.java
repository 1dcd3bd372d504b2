package ballast.coordinator.schedule;

import ballast.model.Cell;
import ballast.model.RunId;

/** A run as the matrix asks for it. */
public record PlannedRun(RunId run, Cell cell) {
    public PlannedRun {
        if (!run.cell().equals(cell.id())) {
            throw new IllegalArgumentException("run " + run + " belongs to another cell than " + cell.id());
        }
    }
}
