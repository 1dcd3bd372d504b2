package ballast.coordinator.live;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What one onlooker has been told already, so that only what is new is told. Of what changes between two looks it sees the last. */
public final class Reader {
    private final LiveLab lab;
    /** By the VMs' keys. */
    private Map<Long, Long> versions = new HashMap<>();

    private final Map<Long, Boolean> ended = new HashMap<>();
    private boolean told;

    Reader(LiveLab lab) {
        this.lab = lab;
    }

    /**
     * As JSON, each empty where there is nothing.
     *
     * @param vms that have come, ended or gone; see {@link LiveJson#roster}
     * @param samples of those that have something new; see {@link LiveJson#samples}
     */
    public record News(Optional<String> vms, Optional<String> samples) {}

    /** Empty if nothing is new. The first time there is always something: that there are no VMs is news, too. */
    public Optional<News> next(Instant now) {
        return lab.news(this, now);
    }

    /** Called by the lab, which nobody changes meanwhile. */
    Optional<News> compare(List<LiveVm> all, Instant now) {
        List<LiveVm> added = new ArrayList<>();
        List<LiveVm> over = new ArrayList<>();
        List<LiveVm> changed = new ArrayList<>();
        Map<Long, Long> seen = new HashMap<>();
        for (LiveVm vm : all) {
            Long before = versions.get(vm.key());
            if (before == null) {
                added.add(vm);
            } else if (before != vm.version()) {
                changed.add(vm);
            }
            if (before != null && vm.ended().isPresent() && ended.put(vm.key(), true) == null) {
                over.add(vm);
            }
            seen.put(vm.key(), vm.version());
        }
        added.stream().filter(vm -> vm.ended().isPresent()).forEach(vm -> ended.put(vm.key(), true));
        List<Long> gone = versions.keySet().stream()
                .filter(key -> !seen.containsKey(key))
                .sorted()
                .toList();
        ended.keySet().removeAll(gone);
        versions = seen;
        boolean roster = !told || !added.isEmpty() || !over.isEmpty() || !gone.isEmpty();
        told = true;
        if (!roster && changed.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new News(
                roster ? Optional.of(LiveJson.roster(added, over, gone, now)) : Optional.empty(),
                changed.isEmpty() ? Optional.empty() : Optional.of(LiveJson.samples(changed, now))));
    }
}
