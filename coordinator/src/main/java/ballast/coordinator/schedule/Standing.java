package ballast.coordinator.schedule;

import ballast.coordinator.schedule.RunState.Completed;
import ballast.coordinator.schedule.RunState.Failed;
import ballast.coordinator.schedule.RunState.Running;
import ballast.coordinator.schedule.RunState.Skipped;
import ballast.model.RunId;
import java.util.Optional;

/** Where any run stands and why, in one sentence. */
public final class Standing {
    private Standing() {}

    /** Empty if the run is unknown. */
    public static Optional<String> of(Schedule schedule, Fleet fleet, Outlook outlook, RunId run) {
        return schedule.state(run).map(state -> sentence(state, schedule, fleet, outlook, run));
    }

    private static String sentence(RunState state, Schedule schedule, Fleet fleet, Outlook outlook, RunId run) {
        if (state instanceof Running running) {
            return "it runs on host " + running.host() + " since " + running.since() + ", attempt "
                    + running.attempt().number();
        }
        if (state instanceof Completed completed) {
            return "it was measured on host " + completed.host() + " and ended at " + completed.ended();
        }
        if (state instanceof Failed failed) {
            return "attempt " + failed.attempt().number() + " failed on host " + failed.host() + ": "
                    + failed.failure().kind() + ": " + failed.failure().message();
        }
        if (state instanceof Skipped skipped) {
            return "it was skipped: " + skipped.reason();
        }
        return Explanation.of(schedule, fleet, outlook, run)
                .map(reason -> "it waits: " + reason)
                .orElse("it is about to start");
    }
}
