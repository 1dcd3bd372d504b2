package ballast.coordinator.schedule;

import ballast.coordinator.schedule.RunState.Running;
import ballast.coordinator.schedule.ScheduleEvent.AttemptFailed;
import ballast.coordinator.schedule.ScheduleEvent.AttemptRetried;
import ballast.model.Failure;
import ballast.model.FailureKind;
import ballast.model.HostId;
import ballast.model.Packing;
import ballast.model.RunId;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which failures are tried again: those that another host may not have, and not for ever. */
public final class Retries {
    private Retries() {}

    /** Whether a failure says something of the host and nothing of the workload. */
    private static boolean isTheHosts(FailureKind kind) {
        return kind == FailureKind.HOST || kind == FailureKind.IMAGE || kind == FailureKind.BOOT;
    }

    /**
     * What follows when an attempt has failed on a host that still serves.
     *
     * @param most attempts of a run, 1 or more
     * @param outlook when it failed, and what is known of the run's footprint: where it may go instead
     */
    public static ScheduleEvent failed(
            Schedule schedule, Fleet fleet, Running running, Failure failure, int most, Outlook outlook) {
        Instant now = outlook.now();
        RunId run = running.attempt().run();
        Set<HostId> tried = new HashSet<>(Set.of(running.host()));
        tried(schedule, run).forEach(made -> tried.add(made.host()));
        boolean elsewhere = Placer.isElsewherePossible(
                schedule.need(run, outlook.forecasts()).orElseThrow(),
                tried,
                Placer.loads(schedule, fleet, outlook).values());
        boolean asked = schedule.campaign(run.campaign()).orElseThrow().packing() instanceof Packing.Within;
        boolean passing = failure.passing() && !asked; // what the memory guard ended is an answer there
        return (passing || (isTheHosts(failure.kind()) && elsewhere)) && mayTryAgain(schedule, run, most)
                ? new AttemptRetried(running.attempt(), failure, now)
                : new AttemptFailed(running.attempt(), failure, now);
    }

    /** Whether one more attempt may follow the one that runs. */
    public static boolean mayTryAgain(Schedule schedule, RunId run, int most) {
        return tried(schedule, run).size() + 1 < most;
    }

    private static List<Campaign.Try> tried(Schedule schedule, RunId run) {
        return schedule.campaign(run.campaign()).orElseThrow().tries(run);
    }

    /** How an attempt ended that went down with its host's agent. */
    public static Failure lost(Schedule schedule, Running running, String how) {
        List<String> before = tried(schedule, running.attempt().run()).stream()
                .map(made -> "before: " + made.attempt() + " on host " + made.host() + ": "
                        + made.failure().message())
                .toList();
        return new Failure(FailureKind.HOST, "host " + running.host() + ": " + how, before);
    }
}
