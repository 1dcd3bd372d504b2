package ballast.coordinator.schedule;

import ballast.coordinator.schedule.RunState.Waiting;
import ballast.model.Cell;
import ballast.model.HostId;
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
                    impossible(planned.cell(), fleet)
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
        if (schedule.campaign(run.campaign()).orElseThrow().paused()) {
            return "its campaign is paused";
        }
        if (fleet.hosts().isEmpty()) {
            return "no host is connected";
        }
        Cell cell = schedule.cell(run).orElseThrow();
        return impossible(cell, fleet).orElseGet(() -> forNow(schedule, fleet, cell));
    }

    private static String forNow(Schedule schedule, Fleet fleet, Cell cell) {
        Map<HostId, HostLoad> loads = Placer.loads(schedule, fleet);
        Optional<HostLoad> next = Placer.hostToReserve(cell, loads, Set.of());
        if (next.isEmpty()) {
            return "no host that could take it answers";
        }
        HostLoad load = next.get();
        String what = cell.isolation() == Isolation.EXCLUSIVE
                ? "needs a host of its own"
                : "needs " + cell.spec().demand();
        return load.attempts() == 0
                ? what + "; host " + load.report().id() + " is kept for a run before it"
                : what + "; host " + load.report().id() + " is the next to have room, it has " + load.attempts()
                        + (load.attempts() == 1 ? " run" : " runs");
    }

    /** Why no known host could ever take it: what it lacks, or how small it is. */
    private static Optional<String> impossible(Cell cell, Fleet fleet) {
        Optional<String> lacking = Requirement.unmet(
                cell, fleet.hosts().stream().map(Fleet.Host::report).toList());
        return lacking.isPresent() ? lacking : tooLarge(cell, fleet);
    }

    private static Optional<String> tooLarge(Cell cell, Fleet fleet) {
        if (fleet.hosts().stream().map(HostLoad::new).anyMatch(load -> load.couldEverTake(cell))) {
            return Optional.empty();
        }
        return Optional.of(fleet.hosts().stream()
                .map(Explanation::offer)
                .collect(Collectors.joining(", ", "needs " + cell.spec().demand() + "; ", "")));
    }

    private static String offer(Fleet.Host host) {
        int cores = host.report().cores();
        return "host " + host.id() + " has " + cores + (cores == 1 ? " core" : " cores") + " and a budget of "
                + host.report().budget().toHumanText();
    }
}
