package ballast.coordinator.actor;

import ballast.coordinator.actor.SchedulerCommand.Accepted;
import ballast.coordinator.actor.SchedulerCommand.Campaigns;
import ballast.coordinator.actor.SchedulerCommand.Explain;
import ballast.coordinator.actor.SchedulerCommand.Hosts;
import ballast.coordinator.actor.SchedulerCommand.Pause;
import ballast.coordinator.actor.SchedulerCommand.PauseReply;
import ballast.coordinator.actor.SchedulerCommand.Refused;
import ballast.coordinator.actor.SchedulerCommand.Resume;
import ballast.coordinator.actor.SchedulerCommand.Submit;
import ballast.coordinator.actor.SchedulerCommand.Subscribe;
import ballast.coordinator.actor.SchedulerCommand.View;
import ballast.coordinator.actor.SchedulerCommand.Wish;
import ballast.coordinator.config.CoordinatorSettings;
import ballast.coordinator.config.LabTerms;
import ballast.coordinator.live.LiveLab;
import ballast.coordinator.metrics.CoordinatorMetrics;
import ballast.coordinator.schedule.Campaign;
import ballast.coordinator.schedule.CampaignView;
import ballast.coordinator.schedule.Fleet;
import ballast.coordinator.schedule.IllegalEventException;
import ballast.coordinator.schedule.Outlook;
import ballast.coordinator.schedule.PackedRuns;
import ballast.coordinator.schedule.Planning;
import ballast.coordinator.schedule.RunState.Running;
import ballast.coordinator.schedule.Schedule;
import ballast.coordinator.schedule.ScheduleEvent;
import ballast.coordinator.schedule.ScheduleEvent.AttemptEvent;
import ballast.coordinator.schedule.ScheduleEvent.AttemptStarted;
import ballast.coordinator.schedule.ScheduleEvent.CampaignResumed;
import ballast.coordinator.schedule.ScheduleEvent.CampaignSubmitted;
import ballast.coordinator.schedule.ScheduleEvent.RunSkipped;
import ballast.message.CoordinatorMessage;
import ballast.message.ToCoordinator.AttemptEnded;
import ballast.message.ToCoordinator.Inventory;
import ballast.message.ToCoordinator.Live;
import ballast.message.ToCoordinator.Progress;
import ballast.model.CampaignId;
import ballast.model.Forecast;
import ballast.model.HostId;
import ballast.model.RunId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.pekko.actor.NoSerializationVerificationNeeded;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.RecoveryCompleted;
import org.apache.pekko.persistence.typed.RecoveryFailed;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.Effect;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;
import org.apache.pekko.persistence.typed.javadsl.SignalHandler;

/**
 * Keeps the schedule: turns what users and agents say into events, persists these, and only then sends what follows from them.
 *
 * <p>A write that fails stops it, for good: the journal may be another's by then, and what was not persisted was not promised.
 */
final class CampaignScheduler extends EventSourcedBehavior<CoordinatorMessage, ScheduleEvent, Schedule> {
    private final ActorContext<CoordinatorMessage> context;
    private final TimerScheduler<CoordinatorMessage> timers;
    private final CoordinatorSettings settings;
    private final Ports ports;
    private final Commits commits;
    private final AgentDesk desk;
    private final Wishes wishes;
    private final Subscribers subscribers;
    private final MetricsFeed metrics;
    private final LiveFeed live;
    private final HostWatch watch;
    private final PackingDesk packing;
    private Instant begunAt = Instant.MAX;
    private boolean begun;

    /**
     * What it needs of the world.
     *
     * @param live told of VMs
     * @param local told while it works here
     * @param notices takes what users shall be told at once
     * @param pace the time that it lives in
     * @param onStop called when it has stopped, for whatever reason
     */
    record Ports(
            ResultPort results,
            CoordinatorMetrics metrics,
            LiveLab live,
            UploadPlace uploads,
            LabMark lab,
            LocalScheduler local,
            Consumer<String> notices,
            Pace pace,
            Runnable onStop) {}

    private static final Duration LOOK_INTERVAL = Duration.ofSeconds(1);
    /** A plan's grid is a second. */
    private static final Duration PLAN_INTERVAL = Duration.ofMillis(250);

    private enum Internal implements CoordinatorMessage, NoSerializationVerificationNeeded {
        BEGIN,
        FLUSH_VIEWS,
        LOOK_AT_HOSTS,
        LOOK_AT_PLAN
    }

    private record PauseTimeout(ActorRef<PauseReply> replyTo)
            implements CoordinatorMessage, NoSerializationVerificationNeeded {}

    private record SubscriberGone(ActorRef<CampaignView> subscriber)
            implements CoordinatorMessage, NoSerializationVerificationNeeded {}

    static Behavior<CoordinatorMessage> create(CoordinatorSettings settings, Ports ports) {
        return Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new CampaignScheduler(context, timers, settings, ports)));
    }

    private CampaignScheduler(
            ActorContext<CoordinatorMessage> context,
            TimerScheduler<CoordinatorMessage> timers,
            CoordinatorSettings settings,
            Ports ports) {
        super(PersistenceId.ofUniqueId("schedule"));
        this.context = context;
        this.timers = timers;
        this.settings = settings;
        this.ports = ports;
        Agents agents = new Agents(settings.timing().silentAfter());
        metrics = new MetricsFeed(ports.metrics());
        live = new LiveFeed(ports.live());
        commits = new Commits(context, ports.results(), settings.timing(), ports.notices());
        packing = new PackingDesk(context, ports.results(), ports.pace().search());
        desk = new AgentDesk(agents, commits, ports.uploads(), settings, new Foresight());
        watch = new HostWatch(context);
        wishes = new Wishes(agents, commits);
        subscribers = new Subscribers(settings.timing().viewInterval(), campaign -> campaign.view(agents::live));
    }

    @Override
    public Schedule emptyState() {
        return Schedule.empty();
    }

    @Override
    public EventHandler<Schedule, ScheduleEvent> eventHandler() {
        return Schedule::apply;
    }

    @Override
    public SignalHandler<Schedule> signalHandler() {
        return newSignalHandlerBuilder()
                .onSignal(
                        RecoveryCompleted.instance(), state -> context.getSelf().tell(Internal.BEGIN))
                .onSignal(
                        RecoveryFailed.class,
                        (state, signal) -> context.getLog().error("the journal cannot be read", signal.getFailure()))
                .onSignal(PostStop.instance(), state -> {
                    ports.local().stopped(context.getSelf());
                    ports.onStop().run();
                })
                .build();
    }

    /** Until the new epoch is in the journal, everything else waits. */
    @Override
    public CommandHandler<CoordinatorMessage, ScheduleEvent, Schedule> commandHandler() {
        CommandHandler<CoordinatorMessage, ScheduleEvent, Schedule> handlers = handlers();
        return (state, message) -> {
            if (message == Internal.BEGIN) {
                return begin(state);
            }
            return begun ? handlers.apply(state, message) : Effect().stash();
        };
    }

    private CommandHandler<CoordinatorMessage, ScheduleEvent, Schedule> handlers() {
        return newCommandHandlerBuilder()
                .forAnyState()
                .onCommand(Inventory.class, this::inventory)
                .onCommand(AttemptEnded.class, this::ended)
                .onCommand(Commits.Done.class, this::committed)
                .onCommand(Progress.class, this::progress)
                .onCommand(Submit.class, this::submit)
                .onCommand(Pause.class, this::pause)
                .onCommand(Resume.class, this::resume)
                .onCommand(Subscribe.class, this::subscribe)
                .onCommand(Wish.class, (state, wish) -> follow(state, wishes.grant(state, wish, now())))
                .onCommand(
                        Explain.class,
                        (state, ask) -> answer(
                                ask.replyTo(),
                                Queries.explain(state, desk.agents(), packing.outlook(now()), ask.run())))
                .onCommand(
                        View.class,
                        (state, ask) -> answer(ask.replyTo(), Queries.view(state, desk.agents(), ask.campaign())))
                .onCommand(Campaigns.class, (state, ask) -> answer(ask.replyTo(), Queries.campaigns(state)))
                .onCommand(
                        Hosts.class, (state, ask) -> answer(ask.replyTo(), Queries.hosts(state, desk.agents(), now())))
                .onCommand(PauseTimeout.class, (state, timeout) -> {
                    desk.pauses().giveUp(timeout.replyTo());
                    return Effect().none();
                })
                .onCommand(SubscriberGone.class, (state, gone) -> {
                    subscribers.remove(gone.subscriber());
                    return Effect().none();
                })
                .onCommand(HostWatch.Looked.class, this::looked)
                .onCommand(Internal.class, this::internal)
                .onCommand(PackingDesk.News.class, (state, news) -> {
                    packing.learn(state, news);
                    return follow(state, Step.nothing());
                })
                .build();
    }

    private Effect<ScheduleEvent, Schedule> internal(Schedule state, Internal internal) {
        return switch (internal) {
            case LOOK_AT_HOSTS -> lookAtHosts(state);
            case LOOK_AT_PLAN -> follow(state, Step.nothing());
            default -> Effect().none().thenRun(this::flushViews);
        };
    }

    private Effect<ScheduleEvent, Schedule> begin(Schedule state) {
        Optional<String> foreign = state.epoch() > 0 && state.lab().isEmpty()
                ? Optional.empty() // a journal of a version that had no lab ids
                : ports.lab().mismatch(state.lab());
        if (foreign.isPresent()) {
            ports.notices().accept(foreign.get());
            return Effect().stop();
        }
        String fresh = ports.lab().known().orElseGet(() -> UUID.randomUUID().toString());
        return Effect()
                .persist(Planning.takeOver(state, settings.embedded(), fresh, now()))
                .thenRun((Schedule next) -> {
                    begun = true;
                    begunAt = now();
                    ports.live().clear();
                    ports.lab().keep(next.lab());
                    if (!settings.embedded()) {
                        timers.startTimerWithFixedDelay(Internal.LOOK_AT_HOSTS, LOOK_INTERVAL);
                    }
                    ports.local().begun(context.getSelf());
                    metrics.begun(next);
                    next.campaigns().values().stream()
                            .filter(Campaign::ended)
                            .map(Campaign::id)
                            .forEach(commits::endedBefore);
                    context.getLog()
                            .info(
                                    "epoch {}, {} campaigns known",
                                    next.epoch(),
                                    next.campaigns().size());
                })
                .thenUnstashAll();
    }

    /** Hosts that are silent: is the agent still there? And some were never heard of since the last coordinator. */
    private Effect<ScheduleEvent, Schedule> lookAtHosts(Schedule state) {
        Instant now = now();
        LabTerms terms = settings.lab();
        Agents agents = desk.agents();
        agents.silentFor(terms.probeAfter(), now)
                .forEach(host -> agents.address(host).ifPresent(address -> watch.look(host, address)));
        metrics.looked(agents.fleet(now));
        Set<HostId> lost = new TreeSet<>(agents.silentFor(terms.lostAfter(), now));
        if (Duration.between(begunAt, now).compareTo(terms.lostAfter()) > 0) {
            state.running().stream()
                    .map(Running::host)
                    .filter(host -> !agents.knows(host))
                    .forEach(lost::add);
        }
        List<Step> steps = lost.stream()
                .map(host -> desk.gone(
                        state, host, "was silent for " + terms.lostAfter().toSeconds() + " s (lost-after)", now))
                .toList();
        List<ScheduleEvent> events =
                steps.stream().flatMap(step -> step.events().stream()).toList();
        // without events, too: what waits may have a place now that time has gone by
        return follow(state, new Step(events, next -> {}));
    }

    private Effect<ScheduleEvent, Schedule> looked(Schedule state, HostWatch.Looked looked) {
        watch.done(looked);
        boolean still =
                desk.agents().silentFor(settings.lab().probeAfter(), now()).contains(looked.host())
                        && desk.agents().address(looked.host()).equals(Optional.of(looked.address()));
        return looked.dead() && still
                ? follow(
                        state,
                        desk.gone(state, looked.host(), "its agent at " + looked.address() + " has ended", now()))
                : Effect().none();
    }

    private Effect<ScheduleEvent, Schedule> submit(Schedule state, Submit submit) {
        Optional<Campaign> known = state.campaign(submit.campaign());
        if (known.isPresent()) {
            boolean same = known.get().runs().equals(submit.runs())
                    && known.get().where().equals(submit.where())
                    && known.get().packing().equals(submit.packing());
            return answer(
                    submit.replyTo(),
                    same
                            ? new Accepted(submit.campaign())
                            : new Refused(List.of(
                                    "campaign " + submit.campaign() + " exists, with other runs or other hosts")));
        }
        var event = new CampaignSubmitted(
                submit.campaign(),
                submit.name(),
                submit.matrix(),
                submit.runs(),
                submit.where(),
                now(),
                submit.packing());
        try {
            state.apply(event);
        } catch (IllegalEventException e) {
            return answer(submit.replyTo(), new Refused(List.of(e.getMessage())));
        }
        return follow(state, new Step(List.of(event), next -> submit.replyTo().tell(new Accepted(submit.campaign()))));
    }

    private Effect<ScheduleEvent, Schedule> pause(Schedule state, Pause pause) {
        Optional<Campaign> campaign = state.campaign(pause.campaign());
        if (campaign.isEmpty()) {
            return answer(pause.replyTo(), new Refused(List.of("no campaign " + pause.campaign() + " is known")));
        }
        timers.startSingleTimer(
                pause.replyTo(),
                new PauseTimeout(pause.replyTo()),
                settings.timing().pauseBound());
        return follow(state, desk.pause(campaign.get(), pause.replyTo(), now()));
    }

    private Effect<ScheduleEvent, Schedule> resume(Schedule state, Resume resume) {
        Optional<Campaign> campaign = state.campaign(resume.campaign());
        if (campaign.isEmpty()) {
            return answer(resume.replyTo(), new Refused(List.of("no campaign " + resume.campaign() + " is known")));
        }
        List<ScheduleEvent> events =
                campaign.get().paused() ? List.of(new CampaignResumed(resume.campaign(), now())) : List.of();
        return follow(state, new Step(events, next -> resume.replyTo().tell(new Accepted(resume.campaign()))));
    }

    /** One without news, of which 200 hosts say a hundred a second, does not make the whole lab be placed anew: the next look does. */
    private Effect<ScheduleEvent, Schedule> inventory(Schedule state, Inventory said) {
        boolean isLookedAt = !settings.embedded() && desk.agents().knows(said.host());
        Step step = desk.inventory(state, said, now());
        metrics.reported(said, desk.agents().serves(said), now());
        return isLookedAt && step.events().isEmpty()
                ? Effect().none().thenRun(step.then()::accept)
                : follow(state, step);
    }

    private Effect<ScheduleEvent, Schedule> ended(Schedule state, AttemptEnded said) {
        metrics.heard(said);
        return follow(state, desk.ended(state, said, now()));
    }

    private Effect<ScheduleEvent, Schedule> committed(Schedule state, Commits.Done done) {
        AttemptEnded said = done.ended();
        if (state.current(said.attempt(), said.host()).isPresent()) {
            done.measured()
                    .ifPresent(measured ->
                            metrics.measured(state.cell(said.attempt().run()).orElseThrow(), measured));
        }
        return follow(state, desk.committed(state, done, now()));
    }

    private Effect<ScheduleEvent, Schedule> progress(Schedule state, Progress progress) {
        metrics.heard(progress);
        for (Live said : desk.progress(state, progress, now())) {
            metrics.progressed(state, progress.host(), said, now());
            live.progressed(state, progress.host(), said, now());
            subscribers.markChanged(said.attempt().run().campaign());
        }
        return Effect().none().thenRun(this::flushViews);
    }

    private Effect<ScheduleEvent, Schedule> subscribe(Schedule state, Subscribe subscribe) {
        context.watchWith(subscribe.subscriber(), new SubscriberGone(subscribe.subscriber()));
        subscribers.add(subscribe.campaign(), subscribe.subscriber());
        return Effect().none().thenRun(this::flushViews);
    }

    private <T> Effect<ScheduleEvent, Schedule> answer(ActorRef<? super T> to, T reply) {
        return Effect().none().thenRun(state -> to.tell(reply));
    }

    /** Persists a step and the starts that it makes possible, then does what follows from them. */
    private Effect<ScheduleEvent, Schedule> follow(Schedule state, Step step) {
        Instant now = now();
        List<ScheduleEvent> events = Planning.andThenPlace(
                state, step.events(), desk.agents().fleet(now), settings.embedded(), packing.outlook(now));
        Consumer<Schedule> then = next -> {
            step.then().accept(next);
            for (ScheduleEvent event : events) {
                if (event instanceof AttemptStarted started) {
                    RunId run = started.attempt().run();
                    metrics.foreseen(started.attempt(), new Foresight().forecast(next, run, started.host()));
                }
            }
            metrics.happened(next, events);
            live.happened(events, now);
            packing.happened(next, events);
            for (ScheduleEvent event : events) {
                event.touches().ifPresent(subscribers::markChanged);
                if (event instanceof AttemptStarted started) {
                    ports.pace().starting(started.attempt());
                    desk.start(next, started.attempt(), started.host());
                } else if (event instanceof RunSkipped skipped) {
                    commits.skip(skipped.run(), skipped.reason());
                }
            }
            endedBy(events, state, next).forEach(commits::ended);
            flushViews(next);
            plan(next, now);
            for (ScheduleEvent event : events) {
                if (event instanceof AttemptEvent of && !(event instanceof AttemptStarted)) {
                    ports.pace().ended(of.attempt());
                }
            }
        };
        return events.isEmpty()
                ? Effect().none().thenRun(then::accept)
                : Effect().persist(events).thenRun(then::accept);
    }

    private static List<CampaignId> endedBy(List<ScheduleEvent> events, Schedule before, Schedule next) {
        return events.stream()
                .flatMap(event -> event.touches().stream())
                .distinct()
                .filter(id -> next.campaign(id).filter(Campaign::ended).isPresent())
                .filter(id -> before.campaign(id).filter(Campaign::ended).isEmpty())
                .toList();
    }

    /**
     * While packed runs wait, time alone may let one start.
     *
     * @param placed when was last looked for what may start: what has come due since then, while events were persisted, is still to do
     */
    private void plan(Schedule state, Instant placed) {
        Instant now = now();
        Fleet fleet = desk.agents().fleet(now);
        packing.work(state, fleet, now);
        ActorRef<CoordinatorMessage> self = context.getSelf();
        ports.pace()
                .looked(
                        (int) fleet.hosts().stream().filter(Fleet.Host::answers).count(),
                        packing.isBusy(state),
                        packing.next(state, placed),
                        () -> self.tell(Internal.LOOK_AT_PLAN));
        if (PackingDesk.isAtWork(state) && !timers.isTimerActive(Internal.LOOK_AT_PLAN)) {
            timers.startSingleTimer(Internal.LOOK_AT_PLAN, Internal.LOOK_AT_PLAN, PLAN_INTERVAL);
        }
    }

    /** What the desk for agents may know of what is to come. */
    private final class Foresight implements AgentDesk.Foresight {
        @Override
        public Optional<Forecast> forecast(Schedule schedule, RunId run, HostId host) {
            return desk.agents()
                    .report(host)
                    .flatMap(report -> PackedRuns.forecast(
                            schedule, run, report, now(), outlook(now()).forecasts()));
        }

        @Override
        public Outlook outlook(Instant now) {
            return packing.outlook(now);
        }
    }

    private void flushViews(Schedule state) {
        if (subscribers.flush(state, now()) && !timers.isTimerActive(Internal.FLUSH_VIEWS)) {
            timers.startSingleTimer(
                    Internal.FLUSH_VIEWS,
                    Internal.FLUSH_VIEWS,
                    settings.timing().viewInterval());
        }
    }

    private Instant now() {
        return ports.pace().clock().instant();
    }
}
