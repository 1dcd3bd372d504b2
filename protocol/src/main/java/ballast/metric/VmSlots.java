package ballast.metric;

import ballast.model.AttemptId;
import ballast.model.HostId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Numbers for the VMs of a host: the lowest that is free, kept as long as the attempt runs. */
public final class VmSlots {
    /** A VM of an attempt, counted from 0. */
    public record Vm(AttemptId attempt, int index) {}

    private final Map<HostId, TreeMap<Integer, Vm>> hosts = new HashMap<>();

    /** The VM's number, a new one if it has none yet. */
    public int slot(HostId host, Vm vm) {
        TreeMap<Integer, Vm> slots = hosts.computeIfAbsent(host, key -> new TreeMap<>());
        int lowestFree = 0;
        for (Map.Entry<Integer, Vm> slot : slots.entrySet()) {
            if (slot.getValue().equals(vm)) {
                return slot.getKey();
            }
            if (slot.getKey() == lowestFree) {
                lowestFree++;
            }
        }
        slots.put(lowestFree, vm);
        return lowestFree;
    }

    /** Frees the numbers of VMs that have ended and says which they were. */
    public List<Integer> free(HostId host, Predicate<Vm> ended) {
        TreeMap<Integer, Vm> slots = hosts.getOrDefault(host, new TreeMap<>());
        List<Integer> freed = new ArrayList<>();
        slots.forEach((slot, vm) -> {
            if (ended.test(vm)) {
                freed.add(slot);
            }
        });
        freed.forEach(slots::remove);
        return freed;
    }
}
