package ballast.coordinator.stats;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Every figure that is told of runs and can be compared, with what it means. */
public final class FigureCatalog {
    /** What most want to know first: every further figure makes the test of each more strict. */
    private static final Set<String> HEADLINES = Set.of(
            "inflate shrink_rate",
            "inflate grow_rate",
            "inflate return_install_rate",
            "stream bandwidth",
            "ftq work",
            "compiling footprint",
            "compiling build_time",
            "compiling drop_level",
            "blender footprint",
            "blender build_time",
            "blender drop_level",
            "multivm footprint",
            "multivm peak",
            "multivm build_time");

    private FigureCatalog() {}

    /** In the order in which they are told. */
    public static List<FigureKind> kinds() {
        return CatalogEntries.KINDS;
    }

    /** Those of a benchmark that are compared unless others are asked for. */
    public static List<FigureKind> headlines(String benchmark) {
        return CatalogEntries.KINDS.stream()
                .filter(kind -> HEADLINES.contains(benchmark + " " + kind.shortName()))
                .toList();
    }

    /** What a figure is, by its name in {@link Figures}; empty if it is none of these. */
    public static Optional<FigureKind> kind(String figure) {
        return CatalogEntries.KINDS.stream().filter(kind -> kind.has(figure)).findFirst();
    }

    /** The figure that users mean: by its short name, its name, or its name in {@link Figures}. */
    public static Optional<String> figure(String word) {
        for (FigureKind kind : CatalogEntries.KINDS) {
            if (word.equals(kind.shortName()) || word.equals(kind.name())) {
                return Optional.of(kind.key());
            }
        }
        return kind(word).map(kind -> word);
    }

    /** All short names, sorted. */
    public static List<String> shortNames() {
        Set<String> names = new TreeSet<>();
        CatalogEntries.KINDS.forEach(kind -> names.add(kind.shortName()));
        return new ArrayList<>(names);
    }
}
