package ballast.coordinator.schedule;

import ballast.coordinator.packing.Job;
import ballast.coordinator.packing.PackingHost.Busy;
import ballast.coordinator.schedule.PackingTask.Part;
import ballast.coordinator.schedule.RunState.Running;
import ballast.coordinator.schedule.RunState.Waiting;
import ballast.coordinator.trace.Trace;
import ballast.model.HostId;
import ballast.model.HostReport;
import ballast.model.Isolation;
import ballast.model.RunId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What there is to plan at one moment. */
final class PackingSnapshot {
    /** For how long a plan reckons with a run that should have ended. */
    private static final int OVERDUE_SECONDS = 30;

    private final Schedule schedule;
    private final Fleet fleet;
    private final Outlook outlook;
    private final Map<HostId, HostLoad> loads;

    PackingSnapshot(Schedule schedule, Fleet fleet, Outlook outlook) {
        this.schedule = schedule;
        this.fleet = fleet;
        this.outlook = outlook;
        loads = Placer.loads(schedule, fleet, outlook);
    }

    Optional<PackingTask> task() {
        List<Part> parts = new ArrayList<>();
        for (Campaign campaign : schedule.campaigns().values()) {
            if (!campaign.paused()) {
                parts.addAll(parts(campaign));
            }
        }
        return parts.isEmpty() ? Optional.empty() : Optional.of(new PackingTask(outlook, parts, busy()));
    }

    private List<Part> parts(Campaign campaign) {
        Map<List<HostId>, Part> byHosts = new LinkedHashMap<>();
        for (int i = 0; i < campaign.runs().size(); i++) {
            PlannedRun planned = campaign.runs().get(i);
            Need need = campaign.need(planned.cell(), outlook.forecasts());
            if (campaign.states().get(i) instanceof Waiting && need.footprint().isPresent()) {
                List<HostReport> hosts = hosts(campaign, planned.run(), need);
                if (!hosts.isEmpty()) {
                    List<HostId> ids = hosts.stream().map(HostReport::id).toList();
                    Part part = byHosts.computeIfAbsent(
                            ids,
                            key -> new Part(
                                    campaign.id(),
                                    need.footprint().orElseThrow(),
                                    hosts,
                                    new LinkedHashMap<>(),
                                    new ArrayList<>()));
                    String name = planned.run().toString();
                    part.runs().put(name, planned.run());
                    part.jobs().add(job(name, need, hosts));
                }
            }
        }
        return List.copyOf(byHosts.values());
    }

    private List<HostReport> hosts(Campaign campaign, RunId run, Need need) {
        Set<HostId> avoided = Placer.avoided(campaign, run, need, loads.values());
        return loads.values().stream()
                .filter(load -> load.takesWork() && load.couldEverTake(need))
                .map(HostLoad::report)
                .filter(host -> !avoided.contains(host.id()))
                .toList();
    }

    /** Wherever it goes: hosts of several classes may have several predictions. */
    private static Job job(String name, Need need, List<HostReport> hosts) {
        List<Trace> traces = hosts.stream()
                .map(host -> need.trace(host).orElseGet(() -> whole(need)))
                .distinct()
                .toList();
        Trace trace = traces.size() == 1 ? traces.get(0) : Trace.max(traces);
        return new Job(
                name,
                need.cell().id().value(),
                trace,
                need.size(),
                need.cell().demand().cores());
    }

    private static Trace whole(Need need) {
        return Trace.constant(need.size(), DurationGuess.seconds(need.cell()));
    }

    private Map<HostId, List<Busy>> busy() {
        Map<HostId, List<Busy>> busy = new TreeMap<>();
        for (Running running : schedule.running()) {
            HostLoad load = loads.get(running.host());
            if (load != null) {
                RunId run = running.attempt().run();
                Duration age = Duration.between(running.since(), outlook.now());
                Need need = schedule.need(run, outlook.forecasts()).orElseThrow();
                busy.computeIfAbsent(running.host(), host -> new ArrayList<>())
                        .add(rest(need, age.isNegative() ? Duration.ZERO : age, load.report()));
            }
        }
        for (Fleet.Host host : fleet.hosts()) {
            if (!host.ending().isEmpty()) {
                busy.computeIfAbsent(host.id(), id -> new ArrayList<>())
                        .add(new Busy(
                                Trace.constant(host.report().budget().bytes(), OVERDUE_SECONDS),
                                host.report().cores()));
            }
        }
        return busy;
    }

    private static Busy rest(Need need, Duration age, HostReport host) {
        int second = HostLoad.seconds(age, host);
        if (need.cell().isolation() == Isolation.EXCLUSIVE) {
            int left = Math.max(OVERDUE_SECONDS, DurationGuess.seconds(need.cell()) - second);
            return new Busy(Trace.constant(host.budget().bytes(), left), host.cores());
        }
        Trace trace = need.trace(host).orElseGet(() -> whole(need));
        Trace rest = second < trace.seconds() ? trace.after(second) : Trace.constant(need.most(host), OVERDUE_SECONDS);
        return new Busy(rest, need.cell().demand().cores());
    }
}
