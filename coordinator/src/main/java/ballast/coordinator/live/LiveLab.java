package ballast.coordinator.live;

import ballast.model.AttemptId;
import ballast.model.CampaignId;
import ballast.model.Cell;
import ballast.model.HostId;
import ballast.model.RunId;
import ballast.model.VmStatus;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The lab's VMs, those that have ended in the last minutes included. One writes, any number read, on any threads. */
public final class LiveLab {
    private static final Duration KEPT = Duration.ofSeconds(SecondRing.SECONDS);

    private record Place(AttemptId attempt, int vm) {}

    private final Map<Place, LiveVm> vms = new LinkedHashMap<>();
    private long keys;
    private long version;

    /** What an attempt's VMs are like; the cell is the one that its run measures. */
    public synchronized void progressed(
            HostId host, AttemptId attempt, Cell cell, List<VmStatus> statuses, Instant now) {
        version++;
        for (VmStatus status : statuses) {
            vms.computeIfAbsent(new Place(attempt, status.index()), place -> new LiveVm(++keys, host, attempt, cell))
                    .update(status, now, version);
        }
    }

    /** Its VMs are gone; nothing if there were none. */
    public synchronized void ended(AttemptId attempt, Instant now) {
        end(vm -> vm.attempt().equals(attempt), now);
    }

    /** All VMs of a campaign are gone. */
    public synchronized void ended(CampaignId campaign, Instant now) {
        end(vm -> vm.attempt().run().campaign().equals(campaign), now);
    }

    private void end(Predicate<LiveVm> which, Instant now) {
        vms.values().stream().filter(vm -> vm.ended().isEmpty()).filter(which).forEach(vm -> vm.end(now));
        vms.values()
                .removeIf(vm -> vm.ended()
                        .filter(end -> Duration.between(end, now).compareTo(KEPT) > 0)
                        .isPresent());
    }

    /** Nothing is known: another scheduler begins. */
    public synchronized void clear() {
        vms.clear();
    }

    /** A reader of its own, that has been told nothing yet. */
    public Reader reader() {
        return new Reader(this);
    }

    /** What is known of a run's current VMs, as JSON; empty if it has none. */
    public synchronized ArrayNode vmsOf(RunId run) {
        return LiveJson.array(vms.values().stream()
                .filter(vm -> vm.attempt().run().equals(run) && vm.ended().isEmpty())
                .map(LiveJson::whole)
                .toList());
    }

    synchronized Optional<Reader.News> news(Reader reader, Instant now) {
        List<LiveVm> all = new ArrayList<>(vms.values());
        return reader.compare(all, now);
    }
}
