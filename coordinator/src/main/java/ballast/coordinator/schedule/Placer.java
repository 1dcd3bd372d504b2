package ballast.coordinator.schedule;

import ballast.coordinator.schedule.RunState.Running;
import ballast.coordinator.schedule.RunState.Waiting;
import ballast.model.AttemptId;
import ballast.model.HostId;
import ballast.model.RunId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which waiting runs start now, and where.
 *
 * <p>Runs are looked at in the order of campaigns and runs; one that fits nowhere is overtaken by later ones that do. An exclusive
 * run needs an empty host and keeps it; shared ones are packed by their demand onto the host that they fill best.
 *
 * <p>So that overtaking starves nobody, the first run that has to wait though some answering host could take it once empty holds a
 * <em>reservation</em>: of these hosts, the one with the fewest attempts (then the first by id) is given nothing else. The smallest
 * number of attempts on a reserved host can therefore only fall until the run fits, and then the next waiting run is the first.
 */
public final class Placer {
    private final Map<HostId, HostLoad> loads;
    private final List<Placement> placements = new ArrayList<>();
    private Optional<HostId> reserved = Optional.empty();

    private Placer(Map<HostId, HostLoad> loads) {
        this.loads = loads;
    }

    /** The same schedule and fleet give the same plan. */
    public static List<Placement> plan(Schedule schedule, Fleet fleet) {
        Placer placer = new Placer(loads(schedule, fleet));
        for (Campaign campaign : schedule.campaigns().values()) {
            if (!campaign.paused()) {
                placer.place(campaign);
            }
        }
        return List.copyOf(placer.placements);
    }

    /** What each known host carries, by id; attempts on hosts that have not reported are on none of them. */
    static Map<HostId, HostLoad> loads(Schedule schedule, Fleet fleet) {
        Map<HostId, HostLoad> loads = new LinkedHashMap<>();
        for (Fleet.Host host : fleet.hosts()) {
            HostLoad load = new HostLoad(host, schedule.draining().contains(host.id()));
            for (AttemptId ending : host.ending()) {
                schedule.cell(ending.run()).ifPresentOrElse(load::add, load::addUnknown);
            }
            loads.put(host.id(), load);
        }
        for (Running running : schedule.running()) {
            HostLoad load = loads.get(running.host());
            if (load != null) {
                load.add(schedule.cell(running.attempt().run()).orElseThrow());
            }
        }
        return loads;
    }

    private void place(Campaign campaign) {
        for (int i = 0; i < campaign.runs().size(); i++) {
            if (campaign.states().get(i) instanceof Waiting waiting) {
                PlannedRun run = campaign.runs().get(i);
                place(run.run(), campaign.need(run.cell()), waiting.attempts() + 1, avoided(campaign, run));
            }
        }
    }

    /** Hosts on which it failed, as long as there is another that could take it. */
    private Set<HostId> avoided(Campaign campaign, PlannedRun run) {
        Set<HostId> tried =
                campaign.tries(run.run()).stream().map(Campaign.Try::host).collect(Collectors.toSet());
        return isElsewherePossible(campaign.need(run.cell()), tried, loads.values()) ? tried : Set.of();
    }

    static boolean isElsewherePossible(Need need, Set<HostId> tried, Collection<HostLoad> loads) {
        return loads.stream()
                .anyMatch(load -> load.takesWork()
                        && load.couldEverTake(need)
                        && !tried.contains(load.report().id()));
    }

    private void place(RunId run, Need need, int number, Set<HostId> avoided) {
        Optional<HostLoad> host = bestHost(need, avoided);
        if (host.isPresent()) {
            host.get().add(need.cell());
            placements.add(new Placement(
                    new AttemptId(run, number), host.get().report().id()));
        } else if (reserved.isEmpty()) {
            reserved = hostToReserve(need, loads, avoided)
                    .map(load -> load.report().id());
        }
    }

    /** The fullest host that has room, so that large holes stay for large runs; the first by id among equals. */
    private Optional<HostLoad> bestHost(Need need, Set<HostId> avoided) {
        return loads.values().stream()
                .filter(load -> !reserved.equals(Optional.of(load.report().id())))
                .filter(load -> !avoided.contains(load.report().id()))
                .filter(load -> load.canTakeNow(need))
                .min(Comparator.comparingLong(HostLoad::freeBytes)
                        .thenComparing(load -> load.report().id()));
    }

    static Optional<HostLoad> hostToReserve(Need need, Map<HostId, HostLoad> loads, Set<HostId> avoided) {
        return loads.values().stream()
                .filter(load -> load.takesWork() && load.couldEverTake(need))
                .filter(load -> !avoided.contains(load.report().id()))
                .min(Comparator.comparingInt(HostLoad::attempts)
                        .thenComparing(load -> load.report().id()));
    }
}
