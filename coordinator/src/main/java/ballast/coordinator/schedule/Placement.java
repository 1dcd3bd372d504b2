package ballast.coordinator.schedule;

import ballast.model.AttemptId;
import ballast.model.HostId;

/** Start this attempt on that host. */
public record Placement(AttemptId attempt, HostId host) {}
