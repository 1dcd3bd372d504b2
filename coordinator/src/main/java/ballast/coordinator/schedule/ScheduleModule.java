package ballast.coordinator.schedule;

import ballast.model.SealedTypesModule;

/** Names of events and run states in the journal and on the wire. */
public final class ScheduleModule extends SealedTypesModule {
    private static final long serialVersionUID = 1;

    public ScheduleModule() {
        super("ballast-schedule", ScheduleEvent.class, RunState.class);
    }
}
