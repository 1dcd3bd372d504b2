package ballast.coordinator.stats;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Says of many pairs of samples which differ. A pair with a corrected p below alpha does. Of the others no difference was found if
 * the whole interval of the ratio lies within 1 ÷ (1 + equivalence) to 1 + equivalence (as in tests of equivalence: Schuirmann,
 * 1987) and there were enough values for the test to find one; else there is not enough data.
 *
 * @param alpha the chance to call a difference what is none, between 0 and 1
 * @param equivalence the largest difference that is of no consequence, as a share, above 0
 */
public record Judge(double alpha, double equivalence, Correction correction) {
    public static final Judge DEFAULT = new Judge(0.05, 0.05, Correction.HOLM);

    private static final int MOST = 1000;

    /**
     * On one pair.
     *
     * @param p of the test, corrected
     * @param needed values of each side that a clear answer takes, about: so many that the test can find a difference at all, and that
     *     the interval, which narrows by their square root, is no wider than the equivalence; 0 but where there is not enough data
     */
    public record Judgement(double p, Verdict verdict, int needed) {}

    public Judge {
        if (!(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException("alpha: got " + alpha + ", want between 0 and 1, as 0.05");
        }
        if (!(equivalence > 0 && Double.isFinite(equivalence))) {
            throw new IllegalArgumentException("equivalence: got " + equivalence + ", want above 0, as 0.05");
        }
    }

    /** In the same order. */
    public List<Judgement> judge(List<TwoSamples> pairs) {
        double[] p = corrected(pairs);
        List<Judgement> judgements = new ArrayList<>();
        for (int i = 0; i < p.length; i++) {
            Verdict verdict = verdict(pairs.get(i), p[i]);
            int needed = verdict == Verdict.NOT_ENOUGH_DATA ? needed(pairs.get(i), family(pairs)) : 0;
            judgements.add(new Judgement(p[i], verdict, needed));
        }
        return judgements;
    }

    /**
     * For how many comparisons the correction is: those in which the test could find a difference. The others, with too few values
     * whatever they are, make none by chance (Tarone, A Modified Bonferroni Method for Discrete Data, 1990); their p stays as it is.
     */
    public int family(List<TwoSamples> pairs) {
        return (int) pairs.stream().filter(this::couldDiffer).count();
    }

    private boolean couldDiffer(TwoSamples pair) {
        return RankTest.smallest(pair.a().count(), pair.b().count()) < alpha;
    }

    private double[] corrected(List<TwoSamples> pairs) {
        double[] p = pairs.stream().mapToDouble(pair -> pair.rank().p()).toArray();
        int[] family = IntStream.range(0, p.length)
                .filter(i -> couldDiffer(pairs.get(i)))
                .toArray();
        double[] adjusted =
                correction.adjust(IntStream.of(family).mapToDouble(i -> p[i]).toArray());
        for (int i = 0; i < family.length; i++) {
            p[family[i]] = adjusted[i];
        }
        return p;
    }

    private Verdict verdict(TwoSamples pair, double p) {
        if (p < alpha) {
            return Verdict.DIFFERENT;
        }
        boolean narrow = pair.interval()
                .filter(interval -> interval.isWithin(1 / (1 + equivalence), 1 + equivalence))
                .isPresent();
        return couldDiffer(pair) && narrow ? Verdict.NO_DIFFERENCE : Verdict.NOT_ENOUGH_DATA;
    }

    private int needed(TwoSamples pair, int comparisons) {
        int family = correction == Correction.NONE ? 1 : Math.max(1, comparisons);
        int needed = 1;
        while (needed < MOST && RankTest.smallest(needed, needed) * family >= alpha) {
            needed++;
        }
        int fewer = Math.min(pair.a().count(), pair.b().count());
        return Math.max(
                needed,
                pair.interval().map(interval -> byWidth(interval, fewer)).orElse(0));
    }

    private int byWidth(Interval interval, int count) {
        double width = Math.log(interval.high() / interval.low()) / 2 / Math.log1p(equivalence);
        return Double.isFinite(width) ? (int) Math.min(MOST, Math.ceil(count * width * width)) : 0;
    }
}
