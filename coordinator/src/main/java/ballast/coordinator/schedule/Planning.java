package ballast.coordinator.schedule;

import ballast.coordinator.schedule.RunState.Failed;
import ballast.coordinator.schedule.RunState.Running;
import ballast.coordinator.schedule.RunState.Skipped;
import ballast.coordinator.schedule.ScheduleEvent.AttemptLost;
import ballast.coordinator.schedule.ScheduleEvent.AttemptStarted;
import ballast.coordinator.schedule.ScheduleEvent.CampaignCancelled;
import ballast.coordinator.schedule.ScheduleEvent.CampaignPaused;
import ballast.coordinator.schedule.ScheduleEvent.CoordinatorStarted;
import ballast.coordinator.schedule.ScheduleEvent.RunRetried;
import ballast.coordinator.schedule.ScheduleEvent.RunSkipped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Which events follow from what happened: what a scheduler persists, decided without one. */
public final class Planning {
    private Planning() {}

    /**
     * {@code events}, and the starts that they make possible.
     *
     * @param skipUnplaceable whether runs that no known host could ever take are skipped instead of waiting for another host
     * @param outlook when it happened, and what is known of the future
     */
    public static List<ScheduleEvent> andThenPlace(
            Schedule schedule,
            List<? extends ScheduleEvent> events,
            Fleet fleet,
            boolean skipUnplaceable,
            Outlook outlook) {
        Instant now = outlook.now();
        List<ScheduleEvent> all = new ArrayList<>(events);
        Schedule after = schedule.applyAll(events);
        if (skipUnplaceable) {
            Explanation.unplaceable(after, fleet, outlook)
                    .forEach(run -> all.add(new RunSkipped(run.run(), run.reason(), now)));
        }
        for (Placement placement : Placer.plan(schedule.applyAll(all), fleet, outlook)) {
            all.add(new AttemptStarted(placement.attempt(), placement.host(), now));
        }
        return all;
    }

    /**
     * @param pauseCampaigns whether unfinished campaigns wait for somebody to resume them
     * @param lab of a journal that has none yet
     */
    public static List<ScheduleEvent> takeOver(Schedule schedule, boolean pauseCampaigns, String lab, Instant now) {
        List<ScheduleEvent> events = new ArrayList<>();
        events.add(
                new CoordinatorStarted(schedule.epoch() + 1, now, schedule.lab().isEmpty() ? lab : schedule.lab()));
        for (Campaign campaign : schedule.campaigns().values()) {
            if (pauseCampaigns && !campaign.paused() && !campaign.ended()) {
                events.add(new CampaignPaused(campaign.id(), now));
            }
        }
        return events;
    }

    /** Ends what runs, and skips it with all that waits; nothing if there is nothing left to cancel. */
    public static List<ScheduleEvent> cancel(Campaign campaign, Instant now) {
        if (campaign.ended()) {
            return List.of();
        }
        List<ScheduleEvent> events = new ArrayList<>();
        for (Running running : campaign.running()) {
            events.add(new AttemptLost(running.attempt(), "cancelled by the user", now));
        }
        events.add(new CampaignCancelled(campaign.id(), now));
        return events;
    }

    /** @param cancelled whether runs that a user cancelled are wanted again, beside those that failed */
    public static List<ScheduleEvent> retry(Campaign campaign, boolean cancelled, Instant now) {
        List<ScheduleEvent> events = new ArrayList<>();
        for (int i = 0; i < campaign.runs().size(); i++) {
            RunState state = campaign.states().get(i);
            if (state instanceof Failed || (cancelled && state instanceof Skipped skipped && skipped.cancelled())) {
                events.add(new RunRetried(campaign.runs().get(i).run(), now));
            }
        }
        return events;
    }

    /** @param ending attempts that were measured to their end and whose result is on its way: they end by themselves */
    public static List<ScheduleEvent> pause(Campaign campaign, Predicate<Running> ending, String reason, Instant now) {
        List<ScheduleEvent> events = new ArrayList<>();
        if (!campaign.paused()) {
            events.add(new CampaignPaused(campaign.id(), now));
        }
        for (Running running : campaign.running()) {
            if (!ending.test(running)) {
                events.add(new AttemptLost(running.attempt(), reason, now));
            }
        }
        return events;
    }
}
