package ballast.coordinator.actor;

import ballast.coordinator.live.LiveLab;
import ballast.coordinator.schedule.Schedule;
import ballast.coordinator.schedule.ScheduleEvent;
import ballast.coordinator.schedule.ScheduleEvent.AttemptEvent;
import ballast.coordinator.schedule.ScheduleEvent.AttemptStarted;
import ballast.coordinator.schedule.ScheduleEvent.CampaignCancelled;
import ballast.message.ToCoordinator.Live;
import ballast.model.HostId;
import java.time.Instant;
import java.util.List;

/** Tells those who look on what the scheduler hears of VMs. */
record LiveFeed(LiveLab lab) {
    /** Only of current attempts. */
    void progressed(Schedule schedule, HostId host, Live said, Instant now) {
        schedule.cell(said.attempt().run())
                .ifPresent(cell -> lab.progressed(host, said.attempt(), cell, said.vms(), now));
    }

    void happened(List<ScheduleEvent> events, Instant now) {
        for (ScheduleEvent event : events) {
            if (event instanceof AttemptEvent ended && !(event instanceof AttemptStarted)) {
                lab.ended(ended.attempt(), now);
            } else if (event instanceof CampaignCancelled cancelled) {
                lab.ended(cancelled.campaign(), now);
            }
        }
    }
}
