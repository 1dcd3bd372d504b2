package ballast.coordinator.actor;

import ballast.coordinator.actor.SchedulerCommand.Cancel;
import ballast.coordinator.actor.SchedulerCommand.Drain;
import ballast.coordinator.actor.SchedulerCommand.Granted;
import ballast.coordinator.actor.SchedulerCommand.Refused;
import ballast.coordinator.actor.SchedulerCommand.Retry;
import ballast.coordinator.actor.SchedulerCommand.Undrain;
import ballast.coordinator.actor.SchedulerCommand.Wish;
import ballast.coordinator.schedule.Campaign;
import ballast.coordinator.schedule.Planning;
import ballast.coordinator.schedule.RunState;
import ballast.coordinator.schedule.RunState.Running;
import ballast.coordinator.schedule.Schedule;
import ballast.coordinator.schedule.ScheduleEvent;
import ballast.coordinator.schedule.ScheduleEvent.HostDrained;
import ballast.coordinator.schedule.ScheduleEvent.HostUndrained;
import ballast.message.ToAgent.CancelAttempt;
import ballast.model.CampaignId;
import ballast.model.HostId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What users want changed of campaigns and hosts. Each may be said again, and then changes nothing. */
final class Wishes {
    private final Agents agents;
    private final Commits commits;

    Wishes(Agents agents, Commits commits) {
        this.agents = agents;
        this.commits = commits;
    }

    Step grant(Schedule state, Wish wish, Instant now) {
        if (wish instanceof Cancel cancel) {
            return known(state, cancel.campaign())
                    .map(campaign -> cancel(campaign, wish, now))
                    .orElseGet(() -> unknown(cancel.campaign(), wish));
        }
        if (wish instanceof Retry retry) {
            return known(state, retry.campaign())
                    .map(campaign -> retry(campaign, retry, now))
                    .orElseGet(() -> unknown(retry.campaign(), wish));
        }
        if (wish instanceof Drain drain) {
            return drain(state, drain, now);
        }
        return undrain(state, (Undrain) wish, now);
    }

    private static Optional<Campaign> known(Schedule state, CampaignId id) {
        return state.campaign(id);
    }

    private static Step unknown(CampaignId id, Wish wish) {
        return refused(wish, "no campaign " + id + " is known");
    }

    private static Step refused(Wish wish, String reason) {
        return Step.only(next -> wish.replyTo().tell(new Refused(List.of(reason))));
    }

    private static Step granted(List<ScheduleEvent> events, Wish wish, int runs) {
        return new Step(events, next -> wish.replyTo().tell(new Granted(runs)));
    }

    private Step cancel(Campaign campaign, Wish wish, Instant now) {
        List<Running> running = campaign.running();
        List<ScheduleEvent> events = Planning.cancel(campaign, now);
        running.forEach(ended -> agents.addEnding(ended.host(), ended.attempt()));
        return new Step(events, next -> {
            for (Running ended : running) {
                agents.send(ended.host(), new CancelAttempt(next.epoch(), ended.attempt()));
                commits.discard(ended.attempt());
            }
            int skipped = events.isEmpty() ? 0 : skip(campaign, next);
            wish.replyTo().tell(new Granted(skipped));
        });
    }

    /** Puts into the store what this cancellation has skipped. */
    private int skip(Campaign before, Schedule next) {
        int count = 0;
        List<RunState> after = next.campaign(before.id()).orElseThrow().states();
        for (int i = 0; i < after.size(); i++) {
            if (after.get(i) instanceof RunState.Skipped skipped
                    && !skipped.equals(before.states().get(i))) {
                commits.skip(before.runs().get(i).run(), skipped.reason());
                count++;
            }
        }
        return count;
    }

    private static Step retry(Campaign campaign, Retry retry, Instant now) {
        List<ScheduleEvent> events = Planning.retry(campaign, retry.cancelled(), now);
        return granted(events, retry, events.size());
    }

    private Step drain(Schedule state, Drain drain, Instant now) {
        HostId host = drain.host();
        if (state.draining().contains(host)) {
            return granted(List.of(), drain, 0);
        }
        if (!isKnown(host, now)) {
            return refused(drain, "no host " + host + " is known");
        }
        return granted(List.of(new HostDrained(host, now)), drain, 0);
    }

    /** Of a host that is not there, too: it was drained when it was. */
    private Step undrain(Schedule state, Undrain undrain, Instant now) {
        HostId host = undrain.host();
        if (state.draining().contains(host)) {
            return granted(List.of(new HostUndrained(host, now)), undrain, 0);
        }
        return isKnown(host, now) ? granted(List.of(), undrain, 0) : refused(undrain, "no host " + host + " is known");
    }

    /** One that was refused, too: an upgrade of its agent begins with draining it. */
    private boolean isKnown(HostId host, Instant now) {
        return agents.knows(host)
                || agents.refused(now).stream()
                        .anyMatch(agent -> agent.report().id().equals(host));
    }
}
