package ballast.coordinator.compare;

import ballast.coordinator.stats.FigureKind;
import ballast.coordinator.stats.FigureKind.Better;
import ballast.coordinator.stats.Judge;
import ballast.coordinator.stats.TwoSamples;
import ballast.coordinator.stats.Verdict;
import ballast.model.Cell;
import java.util.Optional;

/**
 * One figure of two cells.
 *
 * @param label of the cell, for people
 * @param a the cell of A, and so on
 * @param figure as in {@link ballast.coordinator.stats.Figures}
 */
public record FigureComparison(
        String label, Cell a, Cell b, String figure, FigureKind kind, TwoSamples samples, Judge.Judgement judgement) {
    /** Whether B is the better one; empty unless they differ. */
    public Optional<Boolean> better() {
        if (judgement.verdict() != Verdict.DIFFERENT) {
            return Optional.empty();
        }
        return Optional.of(samples.rank().delta() > 0 == (kind.better() == Better.HIGHER));
    }

    /** As people and programs read it. */
    public String verdict() {
        return judgement.verdict().label()
                + better().map(better -> better ? ": better" : ": worse").orElse("");
    }
}
