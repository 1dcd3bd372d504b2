package ballast.coordinator.cli;

import ballast.coordinator.schedule.CampaignView;
import ballast.coordinator.schedule.RunView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Short names of a campaign's runs: benchmark and mode, and of the other parameters only those in which the campaign's cells
 * differ.
 */
final class ProgressNames {
    private final List<String> differing;
    private final boolean repeated;

    private ProgressNames(List<String> differing, boolean repeated) {
        this.differing = List.copyOf(differing);
        this.repeated = repeated;
    }

    static ProgressNames of(CampaignView view) {
        Map<String, Set<String>> values = new LinkedHashMap<>();
        for (RunView run : view.runs()) {
            run.cell()
                    .parameters()
                    .forEach((key, value) -> values.computeIfAbsent(key, k -> new LinkedHashSet<>())
                            .add(value));
        }
        List<String> differing = values.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1 && !entry.getKey().equals("mode"))
                .map(Map.Entry::getKey)
                .toList();
        return new ProgressNames(
                differing, view.runs().stream().anyMatch(run -> run.run().repetition() > 1));
    }

    /** {@code inflate virtio-mem nofault=true rep 2}. */
    String of(RunView run) {
        List<String> words = new ArrayList<>(
                List.of(run.cell().benchmark(), run.cell().mode().label()));
        for (String key : differing) {
            String value = run.cell().parameters().get(key);
            if (value != null) {
                words.add(key + "=" + value);
            }
        }
        if (repeated) {
            words.add("rep " + run.run().repetition());
        }
        return String.join(" ", words);
    }
}
