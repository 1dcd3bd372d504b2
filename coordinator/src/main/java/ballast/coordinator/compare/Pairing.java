package ballast.coordinator.compare;

import ballast.model.CellId;
import ballast.settings.Nearest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds for each cell of B the cell of A that it is compared with: the one whose parameters are the same but for the ignored ones and,
 * if there is a baseline, for those that name it.
 *
 * @param onlyA cells of A that none of B is compared with; none of them where a baseline is asked for
 * @param onlyB cells of B without a like
 */
record Pairing(List<Pair> pairs, List<Side> onlyA, List<Side> onlyB) {
    /** @param same whether both are the same campaign: then nothing is compared with itself */
    static Pairing of(List<Side> a, List<Side> b, boolean same, CompareOptions options) throws CompareException {
        List<Side> wanted = baseline(a, options.baseline());
        Set<String> free = new TreeSet<>(options.ignored());
        free.addAll(options.baseline().keySet());
        requireKnown(a, b, options.ignored());
        Map<Map<String, String>, Side> byKey = new HashMap<>();
        for (Side side : wanted) {
            Side other = byKey.put(key(side, free), side);
            if (other != null) {
                throw new CompareException("A's cells " + other.cell().id() + " and "
                        + side.cell().id() + " are alike but for " + String.join(", ", differing(other, side))
                        + ", so that it is not clear which of them counts; name one's in --baseline, or do not"
                        + " --ignore them");
            }
        }
        List<Pair> pairs = new ArrayList<>();
        List<Side> onlyB = new ArrayList<>();
        Set<CellId> used = new HashSet<>();
        for (Side side : b) {
            Side like = byKey.get(key(side, free));
            if (like != null) {
                used.add(like.cell().id());
            }
            if (like == null) {
                onlyB.add(side);
            } else if (!(same && like.cell().id().equals(side.cell().id()))) {
                pairs.add(new Pair(like, side));
            }
        }
        List<Side> onlyA = options.baseline().isEmpty()
                ? wanted.stream()
                        .filter(side -> !used.contains(side.cell().id()))
                        .toList()
                : List.of();
        return new Pairing(pairs, onlyA, onlyB);
    }

    private static List<Side> baseline(List<Side> sides, Map<String, String> baseline) throws CompareException {
        List<String> problems = new ArrayList<>();
        baseline.forEach((name, value) -> {
            Set<String> known = new TreeSet<>();
            sides.forEach(side -> {
                String own = side.parameters().get(name);
                if (own != null) {
                    known.add(own);
                }
            });
            if (!known.contains(value)) {
                problems.add("--baseline: got " + name + "=" + value + ", want "
                        + (known.isEmpty()
                                ? "a parameter that A's cells have"
                                : "a value that one of A's cells has: " + String.join(", ", known)));
            }
        });
        List<Side> wanted = sides.stream()
                .filter(side -> side.parameters().entrySet().containsAll(baseline.entrySet()))
                .toList();
        if (problems.isEmpty() && wanted.isEmpty()) {
            problems.add("--baseline: none of A's cells has all of " + baseline);
        }
        if (!problems.isEmpty()) {
            throw new CompareException(problems);
        }
        return wanted;
    }

    private static void requireKnown(List<Side> a, List<Side> b, Set<String> names) throws CompareException {
        Set<String> known = new TreeSet<>();
        a.forEach(side -> known.addAll(side.parameters().keySet()));
        b.forEach(side -> known.addAll(side.parameters().keySet()));
        List<String> problems = new ArrayList<>();
        for (String name : names) {
            if (!known.contains(name)) {
                problems.add("--ignore: got '" + name + "', which no cell has" + Nearest.hint(name, known));
            }
        }
        if (!problems.isEmpty()) {
            throw new CompareException(problems);
        }
    }

    private static Map<String, String> key(Side side, Set<String> free) {
        Map<String, String> key = new TreeMap<>(side.parameters());
        key.keySet().removeAll(free);
        return key;
    }

    /** Parameters in which two differ, sorted. */
    static Set<String> differing(Side one, Side other) {
        Map<String, String> left = one.parameters();
        Map<String, String> right = other.parameters();
        Set<String> names = new TreeSet<>(left.keySet());
        names.addAll(right.keySet());
        names.removeIf(name -> Objects.equals(left.get(name), right.get(name)));
        return names;
    }
}
