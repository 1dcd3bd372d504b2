package ballast.coordinator.schedule;

import ballast.coordinator.schedule.RunState.Waiting;
import ballast.model.Cell;
import ballast.model.HostId;
import ballast.model.HostReport;
import ballast.model.Isolation;
import ballast.model.Requirement;
import ballast.model.RunId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Why a run waits, in one sentence. */
public final class Explanation {
    private Explanation() {}

    /**
     * Waiting runs that no known host could ever take, each with the reason; none while no host is known. A paused campaign's runs
     * wait for whoever resumes it, perhaps with other hosts.
     */
    public static List<Unplaceable> unplaceable(Schedule schedule, Fleet fleet) {
        List<Unplaceable> found = new ArrayList<>();
        if (fleet.hosts().isEmpty()) {
            return found;
        }
        for (Campaign campaign : active(schedule)) {
            for (int i = 0; i < campaign.runs().size(); i++) {
                PlannedRun planned = campaign.runs().get(i);
                if (campaign.states().get(i) instanceof Waiting) {
                    impossible(campaign.need(planned.cell()), fleet)
                            .ifPresent(reason -> found.add(new Unplaceable(planned.run(), reason)));
                }
            }
        }
        return found;
    }

    private static List<Campaign> active(Schedule schedule) {
        return schedule.campaigns().values().stream()
                .filter(campaign -> !campaign.paused())
                .toList();
    }

    /** A run that cannot be placed, and why. */
    public record Unplaceable(RunId run, String reason) {}

    /** Empty if the run does not wait, or is about to start. */
    public static Optional<String> of(Schedule schedule, Fleet fleet, RunId run) {
        boolean waits = schedule.state(run).filter(Waiting.class::isInstance).isPresent();
        boolean starts = Placer.plan(schedule, fleet).stream()
                .anyMatch(placement -> placement.attempt().run().equals(run));
        return waits && !starts ? Optional.of(reason(schedule, fleet, run)) : Optional.empty();
    }

    private static String reason(Schedule schedule, Fleet fleet, RunId run) {
        Campaign campaign = schedule.campaign(run.campaign()).orElseThrow();
        if (campaign.paused()) {
            return "its campaign is paused";
        }
        if (fleet.hosts().isEmpty()) {
            return "no host is connected";
        }
        Need need = campaign.need(schedule.cell(run).orElseThrow());
        return impossible(need, fleet).orElseGet(() -> forNow(schedule, fleet, need));
    }

    private static String forNow(Schedule schedule, Fleet fleet, Need need) {
        Map<HostId, HostLoad> loads = Placer.loads(schedule, fleet);
        Optional<HostLoad> next = Placer.hostToReserve(need, loads, Set.of());
        if (next.isEmpty()) {
            return fleet.hosts().stream()
                    .filter(host -> need.couldEverBeMetBy(host.report()))
                    .map(host -> unusable(host, schedule))
                    .collect(Collectors.joining("; ", "no host that could take it takes work: ", ""));
        }
        HostLoad load = next.get();
        Cell cell = need.cell();
        String what = cell.isolation() == Isolation.EXCLUSIVE
                ? "needs a host of its own"
                : "needs " + cell.spec().demand();
        return load.attempts() == 0
                ? what + "; host " + load.report().id() + " is kept for a run before it"
                : what + "; host " + load.report().id() + " is the next to have room, it has " + load.attempts()
                        + (load.attempts() == 1 ? " run" : " runs");
    }

    private static String unusable(Fleet.Host host, Schedule schedule) {
        Readiness readiness = Readiness.of(host, schedule.draining().contains(host.id()));
        return "host " + host.id() + ": " + String.join(", ", readiness.reasons());
    }

    /** Why no known host could ever take it: a label that is not there, what hosts lack, or how small they are. */
    private static Optional<String> impossible(Need need, Fleet fleet) {
        List<HostReport> all = fleet.hosts().stream().map(Fleet.Host::report).toList();
        List<HostReport> there = all.stream().filter(need::isWhere).toList();
        return need.nowhere(all).or(() -> Requirement.unmet(need.cell(), there)).or(() -> tooLarge(need, there));
    }

    private static Optional<String> tooLarge(Need need, List<HostReport> hosts) {
        if (hosts.stream().anyMatch(need::couldEverBeMetBy)) {
            return Optional.empty();
        }
        return Optional.of(hosts.stream()
                .map(Explanation::offer)
                .collect(Collectors.joining(", ", "needs " + need.cell().spec().demand() + "; ", "")));
    }

    private static String offer(HostReport host) {
        int cores = host.cores();
        return "host " + host.id() + " has " + cores + (cores == 1 ? " core" : " cores") + " and a budget of "
                + host.budget().toHumanText();
    }
}
