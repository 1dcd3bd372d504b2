package ballast.agent.guard;

import ballast.model.AttemptId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the guard has done and not undone.
 *
 * @param shrunk the sizes that VMs had before, in the order in which they were shrunk
 * @param paused in the order in which they were
 * @param ended attempts that were told to end and may not be gone yet
 * @param lastStep when it last did something to a VM, in s of the guard's clock
 * @param calmSince since when nothing threatens; empty while something does, or while there is nothing to undo
 */
record GuardState(
        boolean holding,
        Map<VmKey, Long> shrunk,
        List<VmKey> paused,
        Set<AttemptId> ended,
        double lastStep,
        OptionalDouble calmSince) {
    static final GuardState IDLE =
            new GuardState(false, Map.of(), List.of(), Set.of(), Double.NEGATIVE_INFINITY, OptionalDouble.empty());

    GuardState {
        shrunk = Collections.unmodifiableMap(new LinkedHashMap<>(shrunk));
        paused = List.copyOf(paused);
        ended = Collections.unmodifiableSet(new LinkedHashSet<>(ended));
    }

    /** Without the VMs that are gone. */
    GuardState of(Set<VmKey> alive) {
        Map<VmKey, Long> stillShrunk = new LinkedHashMap<>(shrunk);
        stillShrunk.keySet().retainAll(alive);
        Set<AttemptId> attempts = alive.stream().map(VmKey::attempt).collect(Collectors.toSet());
        return new GuardState(
                holding,
                stillShrunk,
                paused.stream().filter(alive::contains).toList(),
                ended.stream().filter(attempts::contains).collect(Collectors.toCollection(LinkedHashSet::new)),
                lastStep,
                calmSince);
    }

    GuardState after(Step step, double time) {
        Map<VmKey, Long> nowShrunk = new LinkedHashMap<>(shrunk);
        List<VmKey> nowPaused = new ArrayList<>(paused);
        Set<AttemptId> nowEnded = new LinkedHashSet<>(ended);
        if (step instanceof Step.Grow grow) {
            nowShrunk.remove(grow.vm());
        } else if (step instanceof Step.Pause pause) {
            nowPaused.add(pause.vm());
        } else if (step instanceof Step.Resume resume) {
            nowPaused.remove(resume.vm());
        } else if (step instanceof Step.End end) {
            nowEnded.add(end.attempt());
        }
        boolean nowHolding = step instanceof Step.Hold || (holding && !(step instanceof Step.Release));
        double last = step instanceof Step.Hold || step instanceof Step.Release ? lastStep : time;
        return new GuardState(nowHolding, nowShrunk, nowPaused, nowEnded, last, calmSince);
    }

    /** After a shrink of a VM that had {@code before}; it keeps what it had before the first. */
    GuardState shrunk(VmKey vm, long before, double time) {
        Map<VmKey, Long> now = new LinkedHashMap<>(shrunk);
        now.putIfAbsent(vm, before);
        return new GuardState(holding, now, paused, ended, time, calmSince);
    }

    /** A VM that is shrunk is to have {@code size} again in the end. */
    GuardState owing(VmKey vm, long size) {
        Map<VmKey, Long> now = new LinkedHashMap<>(shrunk);
        now.put(vm, size);
        return new GuardState(holding, now, paused, ended, lastStep, calmSince);
    }

    GuardState calm(OptionalDouble since) {
        return new GuardState(holding, shrunk, paused, ended, lastStep, since);
    }
}
