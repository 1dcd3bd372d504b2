package ballast.coordinator.stats;

import java.util.List;

/**
 * A run's figures by both computations, and the single values that they are made of. The same thing has the same name in both.
 *
 * @param measured where there are several values of one thing, as one of each iteration
 * @param measuredAsPublished the same as the published artefact computes them
 */
public record FigureVariants(
        Figures corrected, Figures asPublished, Measurements measured, Measurements measuredAsPublished) {
    public static final FigureVariants NONE = both(Figures.NONE);

    /** Where both computations are one. */
    public static FigureVariants both(Figures figures) {
        return of(figures, figures);
    }

    /** Of which no single values are known. */
    public static FigureVariants of(Figures corrected, Figures asPublished) {
        return new FigureVariants(corrected, asPublished, Measurements.NONE, Measurements.NONE);
    }

    /** What the published artefact does not compute. */
    public static FigureVariants ours(Figures corrected) {
        return of(corrected, Figures.NONE);
    }

    public FigureVariants with(Measurements bothOnes) {
        return new FigureVariants(corrected, asPublished, bothOnes, bothOnes);
    }

    public Figures of(Variant variant) {
        return variant == Variant.CORRECTED ? corrected : asPublished;
    }

    public Measurements measured(Variant variant) {
        return variant == Variant.CORRECTED ? measured : measuredAsPublished;
    }

    /** The single values of that name, as one of each iteration; where there are none, the figure alone, if the run has it. */
    public List<Double> values(Variant variant, String name, String figure) {
        List<Double> each = measured(variant).values().getOrDefault(name, List.of());
        return each.isEmpty() ? of(variant).get(figure).stream().toList() : each;
    }

    /** These and, behind them, those. */
    public FigureVariants and(FigureVariants more) {
        return new FigureVariants(
                corrected.and(more.corrected),
                asPublished.and(more.asPublished),
                measured.and(more.measured),
                measuredAsPublished.and(more.measuredAsPublished));
    }
}
