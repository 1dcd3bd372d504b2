package ballast.coordinator.schedule;

import ballast.coordinator.packing.Job;
import ballast.coordinator.packing.Makespan;
import ballast.coordinator.packing.MakespanPlan;
import ballast.coordinator.packing.Options;
import ballast.coordinator.packing.PackingHost;
import ballast.coordinator.packing.PackingHost.Busy;
import ballast.coordinator.packing.Start;
import ballast.coordinator.schedule.PackingPlan.Outcome;
import ballast.coordinator.schedule.PackingPlan.Slot;
import ballast.model.CampaignId;
import ballast.model.HostId;
import ballast.model.HostReport;
import ballast.model.Packing.Footprint;
import ballast.model.RunId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The packed runs that wait at one moment, and what their hosts carry. Immutable: it can be solved on any thread. Campaigns are planned
 * one after the other, each around what those before it were given; within one, runs that can go to the same hosts together.
 */
public final class PackingTask {
    /** Nobody is put off by plans for longer than this beyond the first plan's makespan. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Instant made;
    private final PackingPlan before;
    private final List<Part> parts;
    private final Map<HostId, List<Busy>> busy;

    /** Runs that can go to the same hosts. */
    record Part(
            CampaignId campaign, Footprint packing, List<HostReport> hosts, Map<String, RunId> runs, List<Job> jobs) {}

    PackingTask(Outlook outlook, List<Part> parts, Map<HostId, List<Busy>> busy) {
        this.made = outlook.now();
        this.before = outlook.plan();
        this.parts = List.copyOf(parts);
        this.busy = Map.copyOf(busy);
    }

    /** Empty if no packed run waits that a host could take. */
    public static Optional<PackingTask> of(Schedule schedule, Fleet fleet, Outlook outlook) {
        return new PackingSnapshot(schedule, fleet, outlook).task();
    }

    /** Every campaign of which something is planned. */
    public Set<CampaignId> campaigns() {
        return parts.stream().map(Part::campaign).collect(Collectors.toSet());
    }

    /** Every run that is planned. */
    public List<RunId> runs() {
        return parts.stream().flatMap(part -> part.runs().values().stream()).toList();
    }

    /**
     * @param seed the same gives the same plan, as long as the search ends by itself
     * @param enough says when to be content with what was found; a first plan is made in any case
     * @param told of each whole plan, each better than the one before
     */
    public void solve(long seed, BooleanSupplier enough, Consumer<PackingPlan> told) {
        Map<RunId, Slot> slots = new HashMap<>();
        Map<CampaignId, Outcome> outcomes = new LinkedHashMap<>();
        Map<HostId, List<Busy>> taken = new HashMap<>();
        busy.forEach((host, all) -> taken.put(host, new ArrayList<>(all)));
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            boolean last = i == parts.size() - 1;
            Consumer<MakespanPlan> each = plan -> {
                if (last) {
                    told.accept(with(slots, outcomes, part, plan));
                }
            };
            // all but the last part are given a first plan only: those after it must know what is taken
            MakespanPlan plan = Makespan.plan(
                    part.jobs(),
                    part.hosts().stream()
                            .map(host -> packingHost(part, host, taken))
                            .toList(),
                    new Options(part.packing().margin(), seed, last ? enough : () -> true, 1),
                    each);
            PackingPlan so = with(slots, outcomes, part, plan);
            slots.putAll(so.slots());
            outcomes.putAll(so.outcomes());
            take(part, plan, taken);
        }
    }

    private static PackingHost packingHost(Part part, HostReport host, Map<HostId, List<Busy>> taken) {
        long own = part.packing().budget().map(budget -> budget.bytes()).orElse(Long.MAX_VALUE);
        return new PackingHost(
                host.id().value(),
                Math.min(host.budget().bytes(), own),
                host.cores(),
                taken.getOrDefault(host.id(), List.of()));
    }

    private static void take(Part part, MakespanPlan plan, Map<HostId, List<Busy>> taken) {
        Map<String, Job> jobs = new HashMap<>();
        part.jobs().forEach(job -> jobs.put(job.run(), job));
        for (Start start : plan.starts()) {
            Job job = jobs.get(start.run());
            taken.computeIfAbsent(new HostId(start.host()), host -> new ArrayList<>())
                    .add(new Busy(job.trace().later(start.second()), job.cores()));
        }
    }

    private PackingPlan with(
            Map<RunId, Slot> earlier, Map<CampaignId, Outcome> outcomes, Part part, MakespanPlan plan) {
        Map<RunId, Slot> slots = new HashMap<>(earlier);
        Map<String, Job> jobs = new HashMap<>();
        part.jobs().forEach(job -> jobs.put(job.run(), job));
        Map<String, HostReport> hosts = new HashMap<>();
        part.hosts().forEach(host -> hosts.put(host.id().value(), host));
        for (Start start : plan.starts()) {
            RunId run = part.runs().get(start.run());
            HostReport host = hosts.get(start.host());
            int end = start.second() + jobs.get(start.run()).trace().seconds();
            Instant latest = before.slot(run)
                    .map(Slot::latest)
                    .orElseGet(() -> at(plan.makespan(), host).plus(PATIENCE));
            slots.put(run, new Slot(host.id(), at(start.second(), host), at(end, host), latest));
        }
        Map<RunId, Slot> sorted = new LinkedHashMap<>();
        slots.entrySet().stream()
                .sorted(Map.Entry.<RunId, Slot>comparingByValue(Comparator.comparing(Slot::start))
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        Map<CampaignId, Outcome> all = new LinkedHashMap<>(outcomes);
        all.merge(
                part.campaign(),
                new Outcome(made, plan.makespan(), plan.lowerBound(), plan.staticMakespan(), plan.ffdPeakMakespan()),
                Outcome::both);
        return new PackingPlan(sorted, all);
    }

    private Instant at(int second, HostReport host) {
        return made.plusNanos((long) (second * 1e9 / host.speed()));
    }
}
