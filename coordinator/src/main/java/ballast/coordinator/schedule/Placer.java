package ballast.coordinator.schedule;

import ballast.coordinator.schedule.PackingPlan.Slot;
import ballast.coordinator.schedule.RunState.Running;
import ballast.coordinator.schedule.RunState.Waiting;
import ballast.model.AttemptId;
import ballast.model.HostId;
import ballast.model.RunId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
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
 * run needs an empty host and keeps it; shared ones are packed by their demand onto the host that they fill best. In a campaign that
 * is packed by footprint the demand is what the run is expected to occupy at each second: it starts only if at no second from now on
 * all runs of the host together are expected to go over its budget less the margin, nor the campaign's over its own.
 *
 * <p>A run that has a place in the packing plan waits for its time and then starts there, as soon as the host has room.
 *
 * <p>So that overtaking starves nobody, the first run that has to wait though some answering host could take it once empty holds a
 * <em>reservation</em>: of these hosts, the one with the fewest attempts (then the first by id) is given nothing else. The smallest
 * number of attempts on a reserved host can therefore only fall until the run fits, and then the next waiting run is the first. A
 * planned run whose time has come reserves its host in the same way. And plans cannot put it off for ever: past the latest time of its
 * first plan it is treated as if there were none.
 */
public final class Placer {
    private final Outlook outlook;
    private final Map<HostId, HostLoad> loads;
    private final List<Placement> placements = new ArrayList<>();
    private final Set<HostId> reserved = new HashSet<>();
    private boolean first = true;

    private Placer(Outlook outlook, Map<HostId, HostLoad> loads) {
        this.outlook = outlook;
        this.loads = loads;
    }

    /** The same schedule, fleet and outlook give the same plan. */
    public static List<Placement> plan(Schedule schedule, Fleet fleet, Outlook outlook) {
        if (schedule.campaigns().values().stream().noneMatch(Campaign::waits)) {
            return List.of();
        }
        Placer placer = new Placer(outlook, loads(schedule, fleet, outlook));
        for (Campaign campaign : schedule.campaigns().values()) {
            if (!campaign.paused()) {
                placer.place(campaign);
            }
        }
        return List.copyOf(placer.placements);
    }

    /** What each known host carries, by id; attempts on hosts that have not reported are on none of them. */
    static Map<HostId, HostLoad> loads(Schedule schedule, Fleet fleet, Outlook outlook) {
        Map<HostId, HostLoad> loads = new LinkedHashMap<>();
        for (Fleet.Host host : fleet.hosts()) {
            HostLoad load = new HostLoad(host, schedule.draining().contains(host.id()));
            for (AttemptId ending : host.ending()) {
                schedule.need(ending.run(), Forecasts.NONE).ifPresentOrElse(load::add, load::addUnknown);
            }
            loads.put(host.id(), load);
        }
        for (Running running : schedule.running()) {
            HostLoad load = loads.get(running.host());
            if (load != null) {
                load.add(
                        schedule.need(running.attempt().run(), outlook.forecasts())
                                .orElseThrow(),
                        running.since(),
                        outlook.now());
            }
        }
        return loads;
    }

    private void place(Campaign campaign) {
        for (int i = 0; i < campaign.runs().size(); i++) {
            if (campaign.states().get(i) instanceof Waiting waiting) {
                PlannedRun run = campaign.runs().get(i);
                AttemptId attempt = new AttemptId(run.run(), waiting.attempts() + 1);
                Need need = campaign.need(run.cell(), outlook.forecasts());
                if (need.footprint().isPresent() && !outlook.planned().test(campaign.id())) {
                    continue;
                }
                Set<HostId> avoided = avoided(campaign, run.run(), need, loads.values());
                slot(need, run.run(), avoided)
                        .ifPresentOrElse(
                                slot -> place(attempt, need, slot), () -> placeAnywhere(attempt, need, avoided));
            }
        }
    }

    /** Where and when the plan wants it, if that still counts. */
    private Optional<Slot> slot(Need need, RunId run, Set<HostId> avoided) {
        return outlook.plan()
                .slot(run)
                .filter(slot -> outlook.now().isBefore(slot.latest()))
                .filter(slot -> !avoided.contains(slot.host()) && loads.containsKey(slot.host()))
                .filter(slot -> loads.get(slot.host()).takesWork()
                        && loads.get(slot.host()).couldEverTake(need));
    }

    /** Hosts on which it failed, as long as there is another that could take it. */
    static Set<HostId> avoided(Campaign campaign, RunId run, Need need, Collection<HostLoad> loads) {
        Set<HostId> tried = campaign.tries(run).stream().map(Campaign.Try::host).collect(Collectors.toSet());
        return isElsewherePossible(need, tried, loads) ? tried : Set.of();
    }

    static boolean isElsewherePossible(Need need, Set<HostId> tried, Collection<HostLoad> loads) {
        return !tried.isEmpty()
                && loads.stream()
                        .anyMatch(load -> load.takesWork()
                                && load.couldEverTake(need)
                                && !tried.contains(load.report().id()));
    }

    private void place(AttemptId attempt, Need need, Slot slot) {
        Instant now = outlook.now();
        if (now.isBefore(slot.start())) {
            return;
        }
        HostLoad host = loads.get(slot.host());
        if (!reserved.contains(slot.host()) && host.canTakeNow(need)) {
            start(attempt, need, host);
        } else {
            reserved.add(slot.host());
        }
    }

    private void placeAnywhere(AttemptId attempt, Need need, Set<HostId> avoided) {
        Optional<HostLoad> host = bestHost(need, avoided);
        if (host.isPresent()) {
            start(attempt, need, host.get());
        } else if (first) {
            Optional<HostLoad> wanted = hostToReserve(need, loads, avoided);
            wanted.ifPresent(load -> reserved.add(load.report().id()));
            first = wanted.isEmpty();
        }
    }

    private void start(AttemptId attempt, Need need, HostLoad host) {
        host.add(need);
        placements.add(new Placement(attempt, host.report().id()));
    }

    /** The fullest host that has room, so that large holes stay for large runs; the first by id among equals. */
    private Optional<HostLoad> bestHost(Need need, Set<HostId> avoided) {
        return loads.values().stream()
                .filter(load -> !reserved.contains(load.report().id()))
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
