package ballast.coordinator.actor;

import ballast.coordinator.schedule.Fleet;
import ballast.coordinator.schedule.Forecasts;
import ballast.coordinator.schedule.Outlook;
import ballast.coordinator.schedule.PackedRuns;
import ballast.coordinator.schedule.PackingPlan;
import ballast.coordinator.schedule.PackingTask;
import ballast.coordinator.schedule.Schedule;
import ballast.coordinator.schedule.ScheduleEvent;
import ballast.coordinator.schedule.ScheduleEvent.AttemptCompleted;
import ballast.coordinator.schedule.ScheduleEvent.AttemptStarted;
import ballast.coordinator.schedule.ScheduleEvent.CampaignSubmitted;
import ballast.message.CoordinatorMessage;
import ballast.model.CampaignId;
import ballast.model.HostId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.actor.NoSerializationVerificationNeeded;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The scheduler's view of what is to come for campaigns that are packed by footprint: predictions from the store, and a plan made from
 * them, both on threads of their own. All of it is soft state.
 *
 * <p>Plans are made anew when reality drifts: when a run has ended, a host has come or gone, a campaign has come, a prediction has changed, or a
 * run's time has come and there is no room. The search goes on for a while after its first plan and tells of each better one; one that
 * contradicts what has started since is dropped.
 */
final class PackingDesk {
    private static final Logger LOG = LoggerFactory.getLogger(PackingDesk.class);
    private static final long SEED = 1;
    private static final Duration LATE = Duration.ofSeconds(5);
    /** For so many searches' time a campaign waits for one that is not cut short. */
    private static final int CUT_SHORT = 5;

    private final ActorContext<CoordinatorMessage> context;
    private final ResultPort port;
    private final Executor blocking;
    private final Duration search;
    private final PlanFile file;
    private final AtomicLong version = new AtomicLong();
    private Forecasts forecasts = Forecasts.NONE;
    private PackingPlan plan = PackingPlan.NONE;
    /** Campaigns that were planned once, or could not be. */
    private final Set<CampaignId> planned = new HashSet<>();
    /** When each campaign's first search began, by the clock that nobody sets. */
    private final Map<CampaignId, Long> searched = new HashMap<>();

    private Set<HostId> hosts = Set.of();
    private boolean stale = true;
    private boolean loading;
    private boolean changed = true;
    /** Whether the plan in force does not count any more, however good it was. */
    private boolean broken = true;

    private boolean solving;
    private Instant solvedAt = Instant.MIN;

    /** What comes back from the other threads. */
    sealed interface News extends CoordinatorMessage, NoSerializationVerificationNeeded {}

    private record Loaded(Optional<Forecasts> forecasts) implements News {}

    /** A plan, or the end of a search. */
    private record Planned(long version, boolean must, Set<CampaignId> campaigns, Optional<PackingPlan> plan)
            implements News {}

    /** @param search how long better plans are looked for after the first */
    PackingDesk(ActorContext<CoordinatorMessage> context, ResultPort port, Duration search) {
        this.context = context;
        this.port = port;
        this.search = search;
        blocking = context.getSystem().dispatchers().lookup(DispatcherSelector.blocking());
        file = new PlanFile(port, blocking);
    }

    Outlook outlook(Instant now) {
        return new Outlook(now, forecasts, plan, planned::contains);
    }

    /** Whether time alone may let something start. */
    static boolean isAtWork(Schedule schedule) {
        return schedule.campaigns().values().stream().anyMatch(PackedRuns::wait);
    }

    /** Whether it waits for predictions or a plan. */
    boolean isBusy(Schedule schedule) {
        return isAtWork(schedule) && (stale || loading || changed || solving);
    }

    /** When the next run is due that waits for its time; one that is overdue, or has none, may find room at any second. */
    Optional<Instant> next(Schedule schedule, Instant now) {
        return isAtWork(schedule)
                ? Optional.of(PackedRuns.due(schedule, plan, now).orElse(now.plusSeconds(1)))
                : Optional.empty();
    }

    /** Takes note of what was persisted. */
    void happened(Schedule next, List<ScheduleEvent> events) {
        for (ScheduleEvent event : events) {
            boolean packed = event.touches()
                    .flatMap(next::campaign)
                    .filter(PackedRuns::isPacked)
                    .isPresent();
            if (event instanceof AttemptCompleted || (packed && event instanceof CampaignSubmitted)) {
                stale = true;
            }
            if (event instanceof AttemptStarted started && packed) {
                file.started(started.attempt(), plan.slot(started.attempt().run()));
            } else {
                changed = true;
            }
            if (packed) {
                event.touches().ifPresent(file::changed);
            }
        }
    }

    /** Starts what is due of reading, planning and writing. */
    void work(Schedule schedule, Fleet fleet, Instant now) {
        if (schedule.campaigns().values().stream().noneMatch(PackedRuns::isPacked)) {
            return;
        }
        Set<HostId> answering = new TreeSet<>();
        fleet.hosts().stream().filter(Fleet.Host::answers).forEach(host -> answering.add(host.id()));
        if (!answering.equals(hosts)) {
            stale |= !hosts.containsAll(answering);
            hosts = answering;
            changed = true;
            broken = true;
        }
        if (stale && !loading) {
            load(schedule, fleet);
        }
        Outlook outlook = outlook(now);
        if (PackedRuns.late(schedule, outlook, LATE)
                && Duration.between(solvedAt, now).compareTo(LATE) > 0) {
            changed = true;
            broken = true;
        }
        if (changed && !loading) {
            version.incrementAndGet(); // ends the search that runs
            if (!solving) {
                solve(PackingTask.of(schedule, fleet, outlook), now);
            }
        }
        file.write(schedule, plan);
    }

    private void load(Schedule schedule, Fleet fleet) {
        stale = false;
        loading = true;
        var read = CompletableFuture.supplyAsync(() -> Predictions.read(schedule, fleet, port), blocking);
        context.pipeToSelf(read, (found, error) -> {
            if (error != null) {
                LOG.warn("no predictions can be read: runs count with their full size", error);
            }
            return new Loaded(Optional.ofNullable(found));
        });
    }

    private void solve(Optional<PackingTask> task, Instant now) {
        changed = false;
        if (task.isEmpty()) {
            plan = PackingPlan.NONE;
            return;
        }
        solving = true;
        solvedAt = now;
        boolean must = broken || !plan.slots().keySet().containsAll(task.get().runs());
        broken = false;
        Set<CampaignId> campaigns = task.get().campaigns();
        long mine = version.get();
        boolean first = !planned.containsAll(campaigns);
        long begun = System.nanoTime();
        campaigns.forEach(campaign -> searched.putIfAbsent(campaign, begun));
        AtomicLong until = new AtomicLong(begun + search.toNanos());
        ActorRef<CoordinatorMessage> self = context.getSelf();
        var unused = CompletableFuture.runAsync(
                        () -> task.get()
                                .solve(
                                        SEED,
                                        () -> version.get() != mine || System.nanoTime() - until.get() > 0,
                                        better -> {
                                            if (first) {
                                                until.set(begun
                                                        + patience(better, now).toNanos());
                                            }
                                            self.tell(new Planned(mine, must, campaigns, Optional.of(better)));
                                        }),
                        blocking)
                .whenComplete((done, error) -> {
                    if (error != null) {
                        LOG.error("no plan can be made: runs start in their order", error);
                    }
                    self.tell(new Planned(mine, must, campaigns, Optional.empty()));
                });
    }

    /** A first plan is waited for, but not for longer than a fiftieth of what it takes: what starts by a poor one stays where it is. */
    private Duration patience(PackingPlan first, Instant now) {
        Duration share = Duration.between(now, first.end().orElse(now)).dividedBy(50);
        return share.compareTo(search) < 0 ? share : search;
    }

    /** After it something may start that could not before. */
    void learn(Schedule schedule, News news) {
        if (news instanceof Planned told) {
            planned(told, schedule);
        } else if (news instanceof Loaded loaded) {
            loading = false;
            loaded.forecasts().filter(found -> !found.equals(forecasts)).ifPresent(found -> {
                forecasts = found;
                changed = true;
                broken = true;
            });
        }
    }

    private void planned(Planned news, Schedule schedule) {
        if (news.plan().isEmpty()) {
            solving = false;
            // a search that was cut short has hardly begun: the next one is waited for, but not for ever
            boolean whole = news.version() == version.get();
            long longAgo = System.nanoTime() - CUT_SHORT * search.toNanos();
            news.campaigns().stream()
                    .filter(campaign -> whole || searched.getOrDefault(campaign, longAgo) - longAgo <= 0)
                    .forEach(planned::add);
            return;
        }
        PackingPlan better = news.plan().get();
        boolean must = news.must() && !plan.isOf(better);
        boolean adopt =
                must || better.end().orElse(Instant.MAX).isBefore(plan.end().orElse(Instant.MAX));
        // an outdated first plan is better than none: the next is on its way
        boolean current = news.version() == version.get() || must;
        boolean agrees = PackedRuns.agrees(schedule, better);
        if (adopt && current && agrees) {
            plan = better;
            file.adopted(plan);
        } else if (must && !agrees) {
            changed = true;
            broken = true;
        }
    }
}
