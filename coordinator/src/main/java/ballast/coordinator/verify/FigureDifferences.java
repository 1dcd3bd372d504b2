package ballast.coordinator.verify;

import ballast.coordinator.report.StoredFigures;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Figures of the same runs, computed twice of the same files: they must be equal to the last bit.
 *
 * @param count how many were compared
 */
record FigureDifferences(int count, List<String> differences) {
    FigureDifferences {
        differences = List.copyOf(differences);
    }

    static FigureDifferences of(StoredFigures stored, StoredFigures computed) {
        Map<String, StoredFigures.Run> now = new HashMap<>();
        computed.runs().forEach(run -> now.put(name(run), run));
        List<String> differences = new ArrayList<>();
        int count = 0;
        for (StoredFigures.Run before : stored.runs()) {
            StoredFigures.Run again = now.get(name(before));
            if (again == null) {
                differences.add(name(before) + ": its figures were stored, but it has completed no more");
                continue;
            }
            count += compare(name(before), before.corrected(), again.corrected(), differences);
            count += compare(name(before) + " as published", before.asPublished(), again.asPublished(), differences);
        }
        return new FigureDifferences(count, differences);
    }

    private static String name(StoredFigures.Run run) {
        return run.cell() + "/rep-" + run.repetition();
    }

    private static int compare(
            String run, Map<String, Double> stored, Map<String, Double> computed, List<String> differences) {
        Set<String> names = new TreeSet<>(stored.keySet());
        names.addAll(computed.keySet());
        for (String name : names) {
            Double before = stored.get(name);
            Double now = computed.get(name);
            if (before == null || now == null || Double.compare(before, now) != 0) {
                differences.add(run + ": " + name + ": computed " + text(now) + ", stored " + text(before));
            }
        }
        return names.size();
    }

    private static String text(Double value) {
        return value == null ? "nothing" : value.toString();
    }
}
