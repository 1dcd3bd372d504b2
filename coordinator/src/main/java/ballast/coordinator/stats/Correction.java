package ballast.coordinator.stats;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** What is done about many comparisons at once, of which a few would differ by chance. */
public enum Correction {
    /** Keeps the chance of even one false difference below alpha (Holm, A Simple Sequentially Rejective Multiple Test Procedure, 1979). */
    HOLM("holm"),
    /** Keeps the expected share of false ones among the differences below alpha (Benjamini and Hochberg, 1995). */
    BENJAMINI_HOCHBERG("benjamini-hochberg"),
    NONE("none");

    private final String label;

    Correction(String label) {
        this.label = label;
    }

    /** As users write it. */
    public String label() {
        return label;
    }

    @Override
    public String toString() {
        return label;
    }

    /** Adjusted p values, in the same order: what is below alpha then is a difference. */
    public double[] adjust(double[] p) {
        List<Integer> rising = IntStream.range(0, p.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> p[i]))
                .toList();
        double[] adjusted = p.clone();
        if (this == HOLM) {
            double highest = 0;
            for (int rank = 0; rank < p.length; rank++) {
                int i = rising.get(rank);
                highest = Math.max(highest, Math.min(1, (p.length - rank) * p[i]));
                adjusted[i] = highest;
            }
        }
        if (this == BENJAMINI_HOCHBERG) {
            double lowest = 1;
            for (int rank = p.length; rank > 0; rank--) {
                int i = rising.get(rank - 1);
                lowest = Math.min(lowest, p.length * p[i] / rank);
                adjusted[i] = lowest;
            }
        }
        return adjusted;
    }
}
