package ballast.agent.vm;

import java.util.EnumMap;
import java.util.Map;

/** How a VM's time was spent. Safe for several threads. */
public final class TimeAccount {
    /** What time is spent on. */
    public enum Item {
        BOOT,
        SETUP,
        WORKLOAD,
        PAUSES,
        RESIZE,
        COLLECT,
        STOP
    }

    private final Map<Item, Long> nanos = new EnumMap<>(Item.class);

    public synchronized void add(Item item, long spent) {
        nanos.merge(item, spent, Long::sum);
    }

    public synchronized double seconds(Item item) {
        return nanos.getOrDefault(item, 0L) / 1e9;
    }
}
