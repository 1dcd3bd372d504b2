package ballast.coordinator.results;

import ballast.model.AttemptId;
import ballast.model.Cell;
import ballast.model.HostReport;

/**
 * What {@code spec.json} says: what was asked for, and of which host.
 *
 * @param host as it was when the attempt's result came in
 */
public record StoredSpec(AttemptId attempt, Cell cell, HostReport host) {}
