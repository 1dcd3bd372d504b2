package ballast.coordinator.results;

import ballast.model.Cell;
import ballast.model.RunId;
import java.nio.file.Path;

/**
 * A run as the store has it.
 *
 * @param path its folder, absolute; there is none while the status is waiting
 */
public record StoredRun(RunId run, Cell cell, StoredStatus status, Path path) {}
