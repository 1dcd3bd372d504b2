package ballast.coordinator.cli;

import ballast.coordinator.report.Varying;
import ballast.coordinator.schedule.CampaignView;
import ballast.coordinator.schedule.RunView;
import ballast.model.Cell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Short names of a campaign's runs: benchmark and mode, and of the other parameters only those in which the benchmark's
 * cells differ.
 */
final class ProgressNames {
    private final Map<String, List<String>> differing;
    private final boolean repeated;

    private ProgressNames(Map<String, List<String>> differing, boolean repeated) {
        this.differing = Map.copyOf(differing);
        this.repeated = repeated;
    }

    static ProgressNames of(CampaignView view) {
        Map<String, List<Cell>> cells = new LinkedHashMap<>();
        for (RunView run : view.runs()) {
            cells.computeIfAbsent(run.cell().benchmark(), name -> new ArrayList<>())
                    .add(run.cell());
        }
        Map<String, List<String>> differing = new LinkedHashMap<>();
        cells.forEach((benchmark, its) -> differing.put(benchmark, Varying.parameters(its)));
        return new ProgressNames(
                differing, view.runs().stream().anyMatch(run -> run.run().repetition() > 1));
    }

    /** {@code inflate virtio-mem nofault=true rep 2}. */
    String of(RunView run) {
        List<String> words = new ArrayList<>(
                List.of(run.cell().benchmark(), run.cell().mode().label()));
        for (String key : differing.get(run.cell().benchmark())) {
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
