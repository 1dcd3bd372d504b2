package ballast.coordinator.schedule;

import ballast.coordinator.schedule.Campaign.Try;
import ballast.coordinator.schedule.RunState.Running;
import ballast.coordinator.schedule.ScheduleEvent.AttemptEvent;
import ballast.coordinator.schedule.ScheduleEvent.AttemptRetried;
import ballast.coordinator.schedule.ScheduleEvent.AttemptStarted;
import ballast.coordinator.schedule.ScheduleEvent.CampaignCancelled;
import ballast.coordinator.schedule.ScheduleEvent.CampaignPaused;
import ballast.coordinator.schedule.ScheduleEvent.CampaignResumed;
import ballast.coordinator.schedule.ScheduleEvent.CampaignSubmitted;
import ballast.coordinator.schedule.ScheduleEvent.CoordinatorStarted;
import ballast.coordinator.schedule.ScheduleEvent.HostDrained;
import ballast.coordinator.schedule.ScheduleEvent.HostUndrained;
import ballast.coordinator.schedule.ScheduleEvent.ResultMeasured;
import ballast.coordinator.schedule.ScheduleEvent.RunRetried;
import ballast.coordinator.schedule.ScheduleEvent.RunSkipped;
import ballast.model.AttemptId;
import ballast.model.CampaignId;
import ballast.model.Cell;
import ballast.model.HostId;
import ballast.model.RunId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What shall run, what runs where, and what has ended. {@link #apply} is the only way from one schedule to the next, live and
 * when a journal is read back.
 *
 * @param epoch of the coordinator that works on it; 0 before the first
 * @param lab whose schedule it is; empty before the first epoch
 * @param campaigns in the order in which they were submitted
 * @param draining hosts that get nothing new
 * @param totals what has happened since the journal's beginning
 */
public record Schedule(
        long epoch, String lab, Map<CampaignId, Campaign> campaigns, Set<HostId> draining, Totals totals) {
    public Schedule {
        campaigns = Collections.unmodifiableMap(campaigns);
        draining = Set.copyOf(draining);
    }

    public static Schedule empty() {
        return new Schedule(0, "", Map.of(), Set.of(), Totals.NONE);
    }

    /**
     * The schedule after {@code event}. What is said of an attempt older than the run's newest changes nothing.
     *
     * @throws IllegalEventException if the event cannot happen now
     */
    @SuppressWarnings("ReferenceEquality") // the same object, if nothing was counted
    public Schedule apply(ScheduleEvent event) {
        Schedule next = applied(event);
        Totals counted = event.touches()
                .map(id -> totals.after(event, campaign(id), next.campaigns.get(id)))
                .orElse(totals);
        return counted == totals ? next : new Schedule(next.epoch, next.lab, next.campaigns, next.draining, counted);
    }

    private Schedule applied(ScheduleEvent event) {
        if (event instanceof CoordinatorStarted started) {
            return start(started);
        }
        if (event instanceof CampaignSubmitted submitted) {
            return submit(submitted);
        }
        if (event instanceof CampaignPaused paused) {
            return pause(paused.campaign(), true, event);
        }
        if (event instanceof CampaignResumed resumed) {
            return pause(resumed.campaign(), false, event);
        }
        if (event instanceof CampaignCancelled cancelled) {
            return with(known(cancelled.campaign(), event).cancelled());
        }
        if (event instanceof RunRetried retried) {
            return change(retried.run(), event, state -> RunLifecycle.retry(state, retried));
        }
        if (event instanceof HostDrained drained) {
            return drain(drained.host(), true, event);
        }
        if (event instanceof HostUndrained undrained) {
            return drain(undrained.host(), false, event);
        }
        if (event instanceof RunSkipped skipped) {
            return change(skipped.run(), event, state -> RunLifecycle.skip(state, skipped));
        }
        if (event instanceof ResultMeasured measured) {
            return new Schedule(epoch, lab, campaigns, draining, totals.plus(measured.tally()));
        }
        if (event instanceof AttemptEvent attempt) {
            return attempt(attempt);
        }
        throw new IllegalEventException("any", event);
    }

    public Schedule applyAll(Collection<? extends ScheduleEvent> events) {
        Schedule schedule = this;
        for (ScheduleEvent event : events) {
            schedule = schedule.apply(event);
        }
        return schedule;
    }

    private Schedule start(CoordinatorStarted event) {
        if (event.epoch() <= epoch || !(lab.isEmpty() || event.lab().isEmpty() || lab.equals(event.lab()))) {
            throw new IllegalEventException("epoch " + epoch + " of lab '" + lab + "'", event);
        }
        return new Schedule(event.epoch(), lab.isEmpty() ? event.lab() : lab, campaigns, draining, totals);
    }

    private Schedule submit(CampaignSubmitted event) {
        if (campaigns.containsKey(event.campaign()) || event.runs().isEmpty()) {
            throw new IllegalEventException("(the campaign is known, or has no runs)", event);
        }
        return with(Campaign.of(event));
    }

    private Schedule pause(CampaignId id, boolean paused, ScheduleEvent event) {
        Campaign campaign = known(id, event);
        if (campaign.paused() == paused) {
            throw new IllegalEventException(paused ? "paused" : "active", event);
        }
        return with(campaign.withPaused(paused));
    }

    private Campaign known(CampaignId id, ScheduleEvent event) {
        return campaign(id).orElseThrow(() -> new IllegalEventException("(the campaign is unknown)", event));
    }

    private Schedule drain(HostId host, boolean drained, ScheduleEvent event) {
        if (draining.contains(host) == drained) {
            throw new IllegalEventException(drained ? "draining" : "not draining", event);
        }
        Set<HostId> changed = new HashSet<>(draining);
        if (drained) {
            changed.add(host);
        } else {
            changed.remove(host);
        }
        return new Schedule(epoch, lab, campaigns, changed, totals);
    }

    private Schedule attempt(AttemptEvent event) {
        RunId run = event.attempt().run();
        boolean paused = campaign(run.campaign()).map(Campaign::paused).orElse(false);
        if (paused && event instanceof AttemptStarted) {
            throw new IllegalEventException("(the campaign is paused)", event);
        }
        Optional<RunState> before = state(run);
        Schedule next = change(run, event, state -> RunLifecycle.next(state, event));
        return event instanceof AttemptRetried retried
                        && before.get() instanceof Running running
                        && running.attempt().equals(retried.attempt())
                ? next.with(next.campaign(run.campaign())
                        .orElseThrow()
                        .withTry(run, new Try(running.attempt(), running.host(), retried.failure(), retried.at())))
                : next;
    }

    private Schedule change(RunId run, ScheduleEvent event, UnaryOperator<RunState> change) {
        Campaign campaign = campaign(run.campaign())
                .filter(known -> known.positions().containsKey(run))
                .orElseThrow(() -> new IllegalEventException("(the run is unknown)", event));
        Campaign changed = campaign.with(campaign.positions().get(run), change);
        return with(changed);
    }

    private Schedule with(Campaign campaign) {
        Map<CampaignId, Campaign> changed = new LinkedHashMap<>(campaigns);
        changed.put(campaign.id(), campaign);
        return new Schedule(epoch, lab, changed, draining, totals);
    }

    public Optional<Campaign> campaign(CampaignId id) {
        return Optional.ofNullable(campaigns.get(id));
    }

    public Optional<RunState> state(RunId run) {
        return campaign(run.campaign()).flatMap(campaign -> campaign.state(run));
    }

    public Optional<Cell> cell(RunId run) {
        return campaign(run.campaign())
                .flatMap(campaign -> campaign.planned(run))
                .map(PlannedRun::cell);
    }

    /** What a run needs of its host; empty if it is unknown. */
    Optional<Need> need(RunId run, Forecasts forecasts) {
        return campaign(run.campaign())
                .flatMap(campaign -> campaign.planned(run).map(planned -> campaign.need(planned.cell(), forecasts)));
    }

    /** Where {@code attempt} runs; empty unless it is the current attempt of its run and on that host. */
    public Optional<Running> current(AttemptId attempt, HostId host) {
        return state(attempt.run())
                .filter(Running.class::isInstance)
                .map(Running.class::cast)
                .filter(running ->
                        running.attempt().equals(attempt) && running.host().equals(host));
    }

    /** The attempts on one host, in the order of campaigns and runs. */
    public List<Running> running(HostId host) {
        List<Running> found = new ArrayList<>();
        for (Campaign campaign : campaigns.values()) {
            for (RunState state : campaign.states()) {
                if (state instanceof Running running && running.host().equals(host)) {
                    found.add(running);
                }
            }
        }
        return found;
    }

    /** All attempts on hosts, in the order of campaigns and runs. */
    public List<Running> running() {
        return campaigns.values().stream()
                .flatMap(campaign -> campaign.running().stream())
                .toList();
    }
}
