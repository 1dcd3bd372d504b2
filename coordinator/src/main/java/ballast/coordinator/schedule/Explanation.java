package ballast.coordinator.schedule;

import ballast.coordinator.schedule.PackingPlan.Slot;
import ballast.coordinator.schedule.RunState.Waiting;
import ballast.model.ByteSize;
import ballast.model.Cell;
import ballast.model.Demand;
import ballast.model.HostId;
import ballast.model.HostReport;
import ballast.model.Isolation;
import ballast.model.Requirement;
import ballast.model.RunId;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** Why a run waits, in one sentence. */
public final class Explanation {
    private final Schedule schedule;
    private final Fleet fleet;
    private final Outlook outlook;

    private Explanation(Schedule schedule, Fleet fleet, Outlook outlook) {
        this.schedule = schedule;
        this.fleet = fleet;
        this.outlook = outlook;
    }

    /**
     * Waiting runs that no known host could ever take, each with the reason; none while no host is known. A paused campaign's runs
     * wait for whoever resumes it, perhaps with other hosts; a packed one's until it is known what is known of their footprints.
     */
    public static List<Unplaceable> unplaceable(Schedule schedule, Fleet fleet, Outlook outlook) {
        List<Unplaceable> found = new ArrayList<>();
        if (fleet.hosts().isEmpty()) {
            return found;
        }
        for (Campaign campaign : active(schedule, outlook)) {
            for (int i = 0; i < campaign.runs().size(); i++) {
                PlannedRun planned = campaign.runs().get(i);
                if (campaign.states().get(i) instanceof Waiting) {
                    impossible(campaign.need(planned.cell(), outlook.forecasts()), fleet)
                            .ifPresent(reason -> found.add(new Unplaceable(planned.run(), reason)));
                }
            }
        }
        return found;
    }

    private static List<Campaign> active(Schedule schedule, Outlook outlook) {
        return schedule.campaigns().values().stream()
                .filter(campaign -> !campaign.paused())
                .filter(campaign -> !PackedRuns.isPacked(campaign)
                        || outlook.forecasts().known().containsKey(campaign.id()))
                .toList();
    }

    /** A run that cannot be placed, and why. */
    public record Unplaceable(RunId run, String reason) {}

    /** Empty if the run does not wait, or is about to start. */
    public static Optional<String> of(Schedule schedule, Fleet fleet, Outlook outlook, RunId run) {
        boolean waits = schedule.state(run).filter(Waiting.class::isInstance).isPresent();
        boolean starts = Placer.plan(schedule, fleet, outlook).stream()
                .anyMatch(placement -> placement.attempt().run().equals(run));
        return waits && !starts ? Optional.of(new Explanation(schedule, fleet, outlook).reason(run)) : Optional.empty();
    }

    private String reason(RunId run) {
        Campaign campaign = schedule.campaign(run.campaign()).orElseThrow();
        if (campaign.paused()) {
            return "its campaign is paused";
        }
        if (fleet.hosts().isEmpty()) {
            return "no host is connected";
        }
        Need need = schedule.need(run, outlook.forecasts()).orElseThrow();
        if (need.footprint().isPresent() && !outlook.planned().test(run.campaign())) {
            return "its campaign's first plan is being made";
        }
        return impossible(need, fleet).orElseGet(() -> planned(run, need).orElseGet(() -> forNow(need)));
    }

    /** What the packing plan says of it, as long as that counts. */
    private Optional<String> planned(RunId run, Need need) {
        Map<HostId, HostLoad> loads = Placer.loads(schedule, fleet, outlook);
        return outlook.plan()
                .slot(run)
                .filter(slot -> outlook.now().isBefore(slot.latest()))
                .filter(slot -> loads.containsKey(slot.host()))
                .map(slot -> outlook.now().isBefore(slot.start())
                        ? "the plan has it start on host " + slot.host() + " at "
                                + slot.start().truncatedTo(ChronoUnit.SECONDS) + ", in " + secondsTo(slot) + " s"
                        : "the plan has it start on host " + slot.host() + " since "
                                + slot.start().truncatedTo(ChronoUnit.SECONDS) + ", "
                                + room(need, loads.get(slot.host())));
    }

    private long secondsTo(Slot slot) {
        return Math.max(1, Duration.between(outlook.now(), slot.start()).toSeconds());
    }

    /** What a host lacks for a run that is packed by footprint. */
    private static String room(Need need, HostLoad load) {
        HostReport host = load.report();
        if (!load.takesWork()) {
            return "but it takes no work";
        }
        if (!load.hasCores(need)) {
            return "but its cores are in use: it needs "
                    + cores(need.cell().demand().cores());
        }
        String most = new ByteSize(need.most(host)).toHumanText();
        String known = need.trace(host).isPresent()
                ? "it is expected to occupy up to " + most
                : "its footprint is not known yet and it counts with its full size, " + most;
        OptionalInt from = load.memoryFrom(need);
        return known + ", for which there is room "
                + (from.isEmpty() ? "when a run there has ended" : "in " + from.getAsInt() + " s, as predicted");
    }

    private String forNow(Need need) {
        Map<HostId, HostLoad> loads = Placer.loads(schedule, fleet, outlook);
        Optional<HostLoad> next = Placer.hostToReserve(need, loads, Set.of());
        if (next.isEmpty()) {
            return fleet.hosts().stream()
                    .filter(host -> need.couldEverBeMetBy(host.report()))
                    .map(this::unusable)
                    .collect(Collectors.joining("; ", "no host that could take it takes work: ", ""));
        }
        HostLoad load = next.get();
        Cell cell = need.cell();
        String what = cell.isolation() == Isolation.EXCLUSIVE
                ? "needs a host of its own"
                : "needs " + demand(need, load.report());
        String tail = load.attempts() == 0
                ? "; host " + load.report().id() + " is kept for a run before it"
                : "; host " + load.report().id() + " is the next to have room, it has " + load.attempts()
                        + (load.attempts() == 1 ? " run" : " runs");
        return need.footprint().isPresent() && load.attempts() > 0
                ? what + tail + "; " + room(need, load)
                : what + tail;
    }

    private static Demand demand(Need need, HostReport host) {
        Demand full = need.cell().demand();
        return new Demand(new ByteSize(need.most(host)), full.cores(), full.vfioDevices());
    }

    private String unusable(Fleet.Host host) {
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
                .map(host -> offer(host) + own(need, host))
                .collect(Collectors.joining(
                        ", ",
                        "needs "
                                + hosts.stream()
                                        .findFirst()
                                        .map(host -> demand(need, host))
                                        .orElse(need.cell().demand())
                                + "; ",
                        "")));
    }

    private static String offer(HostReport host) {
        return "host " + host.id() + " has " + cores(host.cores()) + " and a budget of "
                + host.budget().toHumanText();
    }

    private static String own(Need need, HostReport host) {
        return need.footprint()
                .map(footprint ->
                        ", of which the campaign may use " + new ByteSize(footprint.own(host.budget())).toHumanText())
                .orElse("");
    }

    private static String cores(int count) {
        return count + (count == 1 ? " core" : " cores");
    }
}
