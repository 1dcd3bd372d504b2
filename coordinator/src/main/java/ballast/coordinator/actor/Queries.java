package ballast.coordinator.actor;

import ballast.coordinator.actor.Agents.KnownAgent;
import ballast.coordinator.actor.Agents.RefusedAgent;
import ballast.coordinator.actor.SchedulerCommand.CampaignList;
import ballast.coordinator.actor.SchedulerCommand.CampaignSummary;
import ballast.coordinator.actor.SchedulerCommand.Counts;
import ballast.coordinator.actor.SchedulerCommand.ExplainReply;
import ballast.coordinator.actor.SchedulerCommand.Explained;
import ballast.coordinator.actor.SchedulerCommand.HostList;
import ballast.coordinator.actor.SchedulerCommand.HostView;
import ballast.coordinator.actor.SchedulerCommand.Refused;
import ballast.coordinator.actor.SchedulerCommand.ViewReply;
import ballast.coordinator.actor.SchedulerCommand.Viewed;
import ballast.coordinator.schedule.Campaign;
import ballast.coordinator.schedule.Fleet;
import ballast.coordinator.schedule.Outlook;
import ballast.coordinator.schedule.Readiness;
import ballast.coordinator.schedule.RunState;
import ballast.coordinator.schedule.RunState.Running;
import ballast.coordinator.schedule.Schedule;
import ballast.coordinator.schedule.Standing;
import ballast.model.AttemptId;
import ballast.model.CampaignId;
import ballast.model.RunId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
                .map(campaign -> new CampaignSummary(
                        campaign.id(), campaign.name(), campaign.paused(), campaign.ended(), counts(campaign)))
                .toList());
    }

    private static Counts counts(Campaign campaign) {
        return new Counts(
                count(campaign, RunState.Waiting.class),
                count(campaign, RunState.Running.class),
                count(campaign, RunState.Completed.class),
                count(campaign, RunState.Failed.class),
                count(campaign, RunState.Skipped.class));
    }

    private static int count(Campaign campaign, Class<? extends RunState> state) {
        return (int) campaign.states().stream().filter(state::isInstance).count();
    }

    static ExplainReply explain(Schedule schedule, Agents agents, Outlook outlook, RunId run) {
        return Standing.of(schedule, agents.fleet(outlook.now()), outlook, run)
                .<ExplainReply>map(Explained::new)
                .orElseGet(() -> new Refused(List.of("no run " + run + " is known")));
    }

    static HostList hosts(Schedule schedule, Agents agents, Instant now) {
        Stream<HostView> known =
                agents.fleet(now).hosts().stream().map(host -> hostView(schedule, agents.known(host.id()), host));
        Stream<HostView> refused = agents.refused(now).stream().map(Queries::hostView);
        return new HostList(Stream.concat(known, refused)
                .sorted(Comparator.comparing(view -> view.report().id())) // stable: who serves before who was refused
                .toList());
    }

    private static HostView hostView(RefusedAgent agent) {
        return new HostView(
                agent.report(),
                agent.facts(),
                agent.address(),
                Optional.empty(),
                Readiness.refused(agent.reason()),
                agent.at(),
                List.of());
    }

    private static HostView hostView(Schedule schedule, Optional<KnownAgent> agent, Fleet.Host host) {
        List<AttemptId> running =
                schedule.running(host.id()).stream().map(Running::attempt).toList();
        return new HostView(
                host.report(),
                agent.map(KnownAgent::facts),
                agent.map(KnownAgent::address).orElse(""),
                agent.map(KnownAgent::clockOffset),
                Readiness.of(host, schedule.draining().contains(host.id())),
                host.lastContact(),
                running);
    }
}
