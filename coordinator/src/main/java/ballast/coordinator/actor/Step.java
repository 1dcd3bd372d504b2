package ballast.coordinator.actor;

import ballast.coordinator.schedule.Schedule;
import ballast.coordinator.schedule.ScheduleEvent;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a message leads to.
 *
 * @param events to persist first; may be empty
 * @param then what to send afterwards, given the schedule with the events in it
 */
record Step(List<ScheduleEvent> events, Consumer<Schedule> then) {
    Step {
        events = List.copyOf(events);
    }

    static Step only(Consumer<Schedule> then) {
        return new Step(List.of(), then);
    }

    static Step nothing() {
        return only(schedule -> {});
    }
}
