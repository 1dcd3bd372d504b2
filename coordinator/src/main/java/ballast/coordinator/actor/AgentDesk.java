package ballast.coordinator.actor;

import ballast.coordinator.actor.ResultPort.Result;
import ballast.coordinator.actor.SchedulerCommand.PauseReply;
import ballast.coordinator.config.CoordinatorSettings;
import ballast.coordinator.results.CommitException.Remedy;
import ballast.coordinator.results.Measured;
import ballast.coordinator.schedule.Campaign;
import ballast.coordinator.schedule.Outlook;
import ballast.coordinator.schedule.Planning;
import ballast.coordinator.schedule.Reconciler;
import ballast.coordinator.schedule.Reconciler.Acknowledge;
import ballast.coordinator.schedule.Reconciler.Cancel;
import ballast.coordinator.schedule.Reconciler.Decision;
import ballast.coordinator.schedule.Reconciler.Lost;
import ballast.coordinator.schedule.Reconciler.StartAgain;
import ballast.coordinator.schedule.Retries;
import ballast.coordinator.schedule.RunState.Running;
import ballast.coordinator.schedule.Schedule;
import ballast.coordinator.schedule.ScheduleEvent;
import ballast.coordinator.schedule.ScheduleEvent.AttemptCompleted;
import ballast.coordinator.schedule.ScheduleEvent.AttemptLost;
import ballast.coordinator.schedule.ScheduleEvent.AttemptRetried;
import ballast.coordinator.schedule.ScheduleEvent.AttemptSkipped;
import ballast.coordinator.schedule.Tally;
import ballast.message.ToAgent;
import ballast.message.ToAgent.AcknowledgeResult;
import ballast.message.ToAgent.CancelAttempt;
import ballast.message.ToAgent.StartAttempt;
import ballast.message.ToAgent.Welcome;
import ballast.message.ToCoordinator.AttemptEnded;
import ballast.message.ToCoordinator.Inventory;
import ballast.message.ToCoordinator.Live;
import ballast.message.ToCoordinator.Progress;
import ballast.model.AttemptId;
import ballast.model.Cell;
import ballast.model.Driver;
import ballast.model.Failure;
import ballast.model.FailureKind;
import ballast.model.Forecast;
import ballast.model.HostId;
import ballast.model.HostReport;
import ballast.model.Outcome;
import ballast.model.RunId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.pekko.actor.typed.ActorRef;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The scheduler's dealings with agents: their reports, the ends of attempts, starts and cancellations. */
final class AgentDesk {
    private static final Logger LOG = LoggerFactory.getLogger(AgentDesk.class);

    private final Agents agents;
    private final Commits commits;
    private final UploadPlace uploads;
    private final CoordinatorSettings settings;
    private final Foresight foresight;
    private final Pauses pauses = new Pauses();

    /** What is known of the future. */
    interface Foresight {
        /** What a host is told of what a run will occupy. */
        Optional<Forecast> forecast(Schedule schedule, RunId run, HostId host);

        Outlook outlook(Instant now);
    }

    AgentDesk(Agents agents, Commits commits, UploadPlace uploads, CoordinatorSettings settings, Foresight foresight) {
        this.agents = agents;
        this.commits = commits;
        this.uploads = uploads;
        this.settings = settings;
        this.foresight = foresight;
    }

    Agents agents() {
        return agents;
    }

    Pauses pauses() {
        return pauses;
    }

    Step inventory(Schedule state, Inventory said, Instant now) {
        HostId host = said.host();
        Optional<String> refusal = Registration.refusal(
                said,
                agents.standing(host, now, settings.lab().secondAgentAfter()),
                settings.lab().farthestClock(),
                now);
        if (refusal.isPresent()) {
            if (agents.refuse(said, refusal.get(), now)) {
                LOG.warn("refused an agent: {}", refusal.get());
            }
            return Step.only(next -> said.agent().tell(new ToAgent.Refused(next.epoch(), refusal.get())));
        }
        boolean firstContact = agents.reported(said, now);
        Set<AttemptId> running = Set.copyOf(said.running());
        var reported = new Reconciler.Reported(host, running, Set.copyOf(said.held()), commits.running(), firstContact);
        List<Decision> decisions = Reconciler.decide(state, reported);
        agents.setEnding(
                host,
                decisions.stream()
                        .filter(Cancel.class::isInstance)
                        .map(Decision::attempt)
                        .toList());
        List<ScheduleEvent> losses = decisions.stream()
                .filter(Lost.class::isInstance)
                .flatMap(lost -> state.current(lost.attempt(), host).stream())
                .flatMap(last ->
                        lost(state, last, "its agent has reported anew and does not know the attempt", now).stream())
                .toList();
        return new Step(losses, next -> {
            said.agent().tell(new Welcome(next.epoch(), next.lab()));
            decisions.forEach(decision -> tell(next, host, decision));
            pauses.confirm(
                    (attempt, on) -> on.equals(host) && !running.contains(attempt) && !endsByItself(on, attempt));
        });
    }

    /**
     * What follows when nobody works on an attempt any more.
     *
     * @return empty if the run has failed with it: its end is put into the store first
     */
    private Optional<ScheduleEvent> lost(Schedule state, Running running, String how, Instant now) {
        AttemptId attempt = running.attempt();
        agents.ended(attempt);
        if (settings.embedded()) {
            commits.discard(attempt);
            return Optional.of(new AttemptLost(attempt, "host " + running.host() + ": " + how, now));
        }
        Failure failure = Retries.lost(state, running, how);
        if (Retries.mayTryAgain(state, attempt.run(), settings.lab().maxAttempts())) {
            commits.discard(attempt);
            return Optional.of(new AttemptRetried(attempt, failure, now));
        }
        HostReport report = agents.report(running.host()).orElseGet(() -> HostReport.unknown(running.host()));
        Outcome outcome = new Outcome.Failed(failure);
        Cell cell = state.cell(attempt.run()).orElseThrow();
        commits.start(
                new AttemptEnded(running.host(), attempt, outcome, List.of(), commits.nobody()),
                new Result(attempt, cell, report, outcome, List.of(), running.since(), now));
        return Optional.empty();
    }

    /** The agent of a host is given up: what it ran is lost. */
    Step gone(Schedule state, HostId host, String how, Instant now) {
        if (agents.knows(host)) {
            agents.gone(host);
        }
        LOG.warn("host {}: {}", host, how);
        return new Step(
                state.running(host).stream()
                        .filter(running -> !commits.isStoring(running.attempt()))
                        .flatMap(last -> lost(state, last, how, now).stream())
                        .toList(),
                next -> {});
    }

    private void tell(Schedule schedule, HostId host, Decision decision) {
        AttemptId attempt = decision.attempt();
        if (decision instanceof StartAgain) {
            start(schedule, attempt, host);
        } else if (decision instanceof Cancel) {
            agents.send(host, new CancelAttempt(schedule.epoch(), attempt));
        } else if (decision instanceof Acknowledge) {
            agents.send(host, new AcknowledgeResult(schedule.epoch(), attempt));
        }
    }

    void start(Schedule schedule, AttemptId attempt, HostId host) {
        Cell cell = schedule.cell(attempt.run()).orElseThrow();
        agents.send(
                host,
                new StartAttempt(
                        schedule.epoch(),
                        attempt,
                        cell,
                        uploads.uploadUri(attempt),
                        uploads.uploadToken(attempt),
                        foresight.forecast(schedule, attempt.run(), host),
                        schedule.campaign(attempt.run().campaign())
                                .flatMap(campaign -> campaign.packing().budget())));
    }

    /** @return what it says of current attempts */
    List<Live> progress(Schedule state, Progress said, Instant now) {
        agents.heardOf(said.host(), now);
        List<Live> current = said.attempts().stream()
                .filter(live -> state.current(live.attempt(), said.host()).isPresent())
                .toList();
        current.forEach(agents::progressed);
        return current;
    }

    Step ended(Schedule state, AttemptEnded said, Instant now) {
        agents.heardOf(said.host(), now);
        Optional<Running> current = state.current(said.attempt(), said.host());
        if (current.isEmpty()) {
            commits.discard(said.attempt());
            return Step.only(next -> {
                acknowledge(next, said);
                pauses.confirm((attempt, host) -> attempt.equals(said.attempt()));
            });
        }
        if (said.outcome() instanceof Outcome.Failed failed && failed.failure().kind() == FailureKind.CANCELLED) {
            // the agent gave it up, for instance because it is shutting down: no result, and not the run's fault
            agents.ended(said.attempt());
            commits.discard(said.attempt());
            var lost = new AttemptLost(said.attempt(), failed.failure().message(), now);
            return new Step(List.of(lost), next -> acknowledge(next, said));
        }
        Optional<HostReport> report = agents.report(said.host());
        if (report.isPresent()) {
            Cell cell = state.cell(said.attempt().run()).orElseThrow();
            Instant since = current.get().since();
            commits.start(
                    said, new Result(said.attempt(), cell, report.get(), said.outcome(), said.files(), since, now));
        }
        // from a host that has not reported yet, it is said again after the report
        return Step.nothing();
    }

    Step committed(Schedule state, Commits.Done done, Instant now) {
        AttemptEnded said = done.ended();
        commits.finished(done, now);
        if (state.current(said.attempt(), said.host()).isEmpty()) {
            commits.discard(said.attempt());
            return Step.only(next -> acknowledge(next, said));
        }
        if (!done.settled()) {
            // said again until it is stored; a start of what it holds makes the agent send the files once more
            return done.remedy(Remedy.RESEND)
                    ? Step.only(next -> start(next, said.attempt(), said.host()))
                    : Step.nothing();
        }
        // of two results the store keeps the one it has: the run has ended either way
        agents.ended(said.attempt());
        ScheduleEvent end = end(state, said, done.at());
        List<ScheduleEvent> events = done.measured()
                .map(measured -> List.of(tally(state, said, measured, done.at()), end))
                .orElse(List.of(end));
        return new Step(events, next -> {
            acknowledge(next, said);
            pauses.confirm((attempt, host) -> attempt.equals(said.attempt()));
        });
    }

    private ScheduleEvent tally(Schedule state, AttemptEnded said, Measured measured, Instant at) {
        Cell cell = state.cell(said.attempt().run()).orElseThrow();
        Driver driver = agents.report(said.host()).map(HostReport::driver).orElse(Driver.QEMU);
        List<Tally.Breach> breaches = measured.breaches().stream()
                .map(breach -> new Tally.Breach(breach.id(), breach.seconds()))
                .toList();
        Tally tally =
                new Tally(cell.mode().label(), driver.label(), measured.samples(), measured.byteSeconds(), breaches);
        return new ScheduleEvent.ResultMeasured(said.attempt(), tally, at);
    }

    private ScheduleEvent end(Schedule state, AttemptEnded said, Instant at) {
        if (said.outcome() instanceof Outcome.Failed failed) {
            Running running = state.current(said.attempt(), said.host()).orElseThrow();
            return Retries.failed(
                    state,
                    agents.fleet(at),
                    running,
                    failed.failure(),
                    settings.lab().maxAttempts(),
                    foresight.outlook(at));
        }
        if (said.outcome() instanceof Outcome.Skipped skipped) {
            return new AttemptSkipped(said.attempt(), skipped.reason(), at);
        }
        return new AttemptCompleted(said.attempt(), at);
    }

    private static void acknowledge(Schedule schedule, AttemptEnded said) {
        said.agent().tell(new AcknowledgeResult(schedule.epoch(), said.attempt()));
    }

    /** Whether all of it was measured: only the way into the store is left. */
    private boolean endsByItself(HostId host, AttemptId attempt) {
        return agents.holds(host, attempt) || commits.isStoring(attempt);
    }

    /** Cancels what runs of a campaign, and answers when hosts have confirmed it. */
    Step pause(Campaign campaign, ActorRef<PauseReply> replyTo, Instant now) {
        Map<AttemptId, HostId> open = new LinkedHashMap<>();
        campaign.running().forEach(running -> open.put(running.attempt(), running.host()));
        Predicate<Running> ending = running -> endsByItself(running.host(), running.attempt());
        List<ScheduleEvent> events = Planning.pause(campaign, ending, "cancelled by the user", now);
        open.forEach((attempt, host) -> {
            if (!endsByItself(host, attempt)) {
                agents.addEnding(host, attempt);
            }
        });
        return new Step(events, next -> {
            events.stream()
                    .filter(AttemptLost.class::isInstance)
                    .map(AttemptLost.class::cast)
                    .forEach(lost ->
                            agents.send(open.get(lost.attempt()), new CancelAttempt(next.epoch(), lost.attempt())));
            pauses.add(campaign.id(), open, replyTo);
        });
    }
}
