package ballast.coordinator.query;

import ballast.coordinator.results.IndexedCampaign;
import ballast.coordinator.results.IndexedRun;
import ballast.settings.Nearest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which runs are asked for: those that have one of the values of each name. Names are those of {@link RunField}, and of the cells' parameters.
 *
 * @param wanted values by name
 */
public record Where(Map<String, Set<String>> wanted) {
    public Where {
        Map<String, Set<String>> copy = new LinkedHashMap<>();
        wanted.forEach((name, values) -> copy.put(name, Set.copyOf(values)));
        wanted = Map.copyOf(copy);
    }

    /**
     * @param conditions {@code NAME=VALUE}
     * @throws QueryException with all that are malformed
     */
    public static Where parse(List<String> conditions) throws QueryException {
        Map<String, Set<String>> wanted = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        for (String condition : conditions) {
            String[] parts = condition.split("=", 2);
            if (parts.length < 2 || parts[0].isBlank() || parts[1].isBlank()) {
                problems.add("--where: got '" + condition + "', want NAME=VALUE, as mode=llfree-auto");
            } else {
                wanted.computeIfAbsent(parts[0].strip(), name -> new TreeSet<>())
                        .add(parts[1].strip());
            }
        }
        if (!problems.isEmpty()) {
            throw new QueryException(problems);
        }
        return new Where(wanted);
    }

    /** @throws QueryException if a name is none that any of the runs has: it would silently choose nothing */
    void check(Collection<IndexedCampaign> campaigns) throws QueryException {
        Set<String> known = new TreeSet<>(RunField.labels());
        for (IndexedCampaign campaign : campaigns) {
            campaign.runs().stream()
                    .map(IndexedRun::cell)
                    .distinct()
                    .forEach(cell -> known.addAll(cell.parameters().keySet()));
        }
        List<String> problems = new TreeSet<>(wanted.keySet())
                .stream()
                        .filter(name -> !known.contains(name))
                        .map(name -> "--where: got the name '" + name + "', want a run's property or a parameter"
                                + Nearest.hint(name, known))
                        .toList();
        if (!problems.isEmpty()) {
            throw new QueryException(problems);
        }
    }

    boolean holds(IndexedCampaign campaign, IndexedRun run) {
        return wanted.entrySet().stream()
                .allMatch(one -> value(one.getKey(), campaign, run)
                        .filter(one.getValue()::contains)
                        .isPresent());
    }

    private static Optional<String> value(String name, IndexedCampaign campaign, IndexedRun run) {
        Optional<RunField> field = RunField.of(name);
        return field.isPresent()
                ? Optional.ofNullable(field.get().value(campaign, run)).map(Object::toString)
                : Optional.ofNullable(run.cell().parameters().get(name));
    }
}
