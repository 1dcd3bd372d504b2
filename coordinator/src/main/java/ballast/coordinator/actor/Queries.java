package ballast.coordinator.actor;

import ballast.coordinator.actor.SchedulerCommand.CampaignList;
import ballast.coordinator.actor.SchedulerCommand.CampaignSummary;
import ballast.coordinator.actor.SchedulerCommand.HostList;
import ballast.coordinator.actor.SchedulerCommand.HostView;
import ballast.coordinator.actor.SchedulerCommand.Refused;
import ballast.coordinator.actor.SchedulerCommand.ViewReply;
import ballast.coordinator.actor.SchedulerCommand.Viewed;
import ballast.coordinator.schedule.Fleet;
import ballast.coordinator.schedule.RunState.Running;
import ballast.coordinator.schedule.Schedule;
import ballast.model.AttemptId;
import ballast.model.CampaignId;
import java.time.Instant;
import java.util.List;

/** Answers to questions that change nothing. */
final class Queries {
    private Queries() {}

    static ViewReply view(Schedule schedule, Agents agents, CampaignId id) {
        return schedule.campaign(id)
                .<ViewReply>map(campaign -> new Viewed(campaign.view(agents::live)))
                .orElseGet(() -> new Refused(List.of("no campaign " + id + " is known")));
    }

    static CampaignList campaigns(Schedule schedule) {
        return new CampaignList(schedule.campaigns().values().stream()
                .map(campaign ->
                        new CampaignSummary(campaign.id(), campaign.name(), campaign.paused(), campaign.ended()))
                .toList());
    }

    static HostList hosts(Schedule schedule, Agents agents, Instant now) {
        return new HostList(agents.fleet(now).hosts().stream()
                .map(host -> hostView(schedule, agents, host))
                .toList());
    }

    private static HostView hostView(Schedule schedule, Agents agents, Fleet.Host host) {
        List<AttemptId> running = schedule.running().stream()
                .filter(attempt -> attempt.host().equals(host.id()))
                .map(Running::attempt)
                .toList();
        return new HostView(
                host.report(), host.answers(), agents.lastContact(host.id()).orElseThrow(), running);
    }
}
