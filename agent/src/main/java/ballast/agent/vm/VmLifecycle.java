package ballast.agent.vm;

import java.util.Map;
import java.util.Optional;

/** A VM's life as one table: (state, event) → state. What is not in the table cannot happen and is refused. */
public enum VmLifecycle {
    /** Its folder is made and QEMU started. */
    STARTING,
    /** QEMU runs; its monitor is being connected. */
    CONNECTING,
    /** The guest boots. */
    BOOTING,
    /** The guest answered; we log in. */
    LOGGING_IN,
    /** Benchmarks may use it. */
    READY,
    /** Asked to end. */
    STOPPING,
    /** Its process is gone: proven by the guard that reaped it, or never started. */
    GONE;

    /** What happens to a VM. */
    public enum Event {
        SPAWNED,
        SPAWN_FAILED,
        CONNECTED,
        ANSWERED,
        LOGGED_IN,
        /** A step failed or took too long. */
        FAILED,
        STOP,
        EXITED
    }

    private static final Map<VmLifecycle, Map<Event, VmLifecycle>> TABLE = Map.of(
            STARTING, Map.of(Event.SPAWNED, CONNECTING, Event.SPAWN_FAILED, GONE, Event.STOP, STARTING),
            CONNECTING,
                    Map.of(Event.CONNECTED, BOOTING, Event.FAILED, STOPPING, Event.STOP, STOPPING, Event.EXITED, GONE),
            BOOTING,
                    Map.of(
                            Event.ANSWERED,
                            LOGGING_IN,
                            Event.FAILED,
                            STOPPING,
                            Event.STOP,
                            STOPPING,
                            Event.EXITED,
                            GONE),
            LOGGING_IN,
                    Map.of(Event.LOGGED_IN, READY, Event.FAILED, STOPPING, Event.STOP, STOPPING, Event.EXITED, GONE),
            READY, Map.of(Event.FAILED, STOPPING, Event.STOP, STOPPING, Event.EXITED, GONE),
            STOPPING,
                    Map.of(
                            Event.CONNECTED, STOPPING,
                            Event.ANSWERED, STOPPING,
                            Event.LOGGED_IN, STOPPING,
                            Event.FAILED, STOPPING,
                            Event.STOP, STOPPING,
                            Event.EXITED, GONE),
            GONE,
                    Map.of(
                            Event.CONNECTED, GONE,
                            Event.ANSWERED, GONE,
                            Event.LOGGED_IN, GONE,
                            Event.FAILED, GONE,
                            Event.STOP, GONE));

    /** The state after an event; empty if it cannot happen in this state. */
    public Optional<VmLifecycle> after(Event event) {
        return Optional.ofNullable(TABLE.get(this).get(event));
    }
}
