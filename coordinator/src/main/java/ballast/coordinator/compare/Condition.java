package ballast.coordinator.compare;

import ballast.coordinator.stats.FigureCatalog;
import ballast.settings.Nearest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a comparison fails: {@code shrink_rate < 0.95} holds where B's figure is less than 0.95 times A's, by the ratio's estimate
 * and whatever the verdict.
 *
 * @param text as it was written
 * @param figure as in {@link ballast.coordinator.stats.Figures}
 */
public record Condition(String text, String figure, Operator operator, double bound) {
    private static final Pattern FORM = Pattern.compile("\\s*(\\w+)\\s*(<=|>=|<|>)\\s*([0-9.eE+-]+)\\s*(%?)\\s*");

    enum Operator {
        LESS("<"),
        AT_MOST("<="),
        MORE(">"),
        AT_LEAST(">=");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }

        private boolean holds(double value, double bound) {
            return switch (this) {
                case LESS -> value < bound;
                case AT_MOST -> value <= bound;
                case MORE -> value > bound;
                case AT_LEAST -> value >= bound;
            };
        }
    }

    /**
     * Of a comparison.
     *
     * @param where cells of B where it holds, with their ratios
     * @param unknown cells of B of which it cannot be told, and why: that is no success either
     */
    public record Result(Condition condition, List<String> where, List<String> unknown) {
        public Result {
            where = List.copyOf(where);
            unknown = List.copyOf(unknown);
        }

        public boolean fails() {
            return !where.isEmpty() || !unknown.isEmpty();
        }
    }

    /** @throws CompareException if it is none */
    public static Condition parse(String text) throws CompareException {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new CompareException("--fail-if: got '" + text
                    + "', want a figure, one of < <= > >=, and a number, as in \"shrink_rate < 0.95\"");
        }
        String figure = figure("--fail-if", matcher.group(1));
        try {
            double bound =
                    Double.parseDouble(matcher.group(3)) / (matcher.group(4).isEmpty() ? 1 : 100);
            Operator operator = Arrays.stream(Operator.values())
                    .filter(one -> one.sign.equals(matcher.group(2)))
                    .findFirst()
                    .orElseThrow();
            return new Condition(text.strip(), figure, operator, bound);
        } catch (NumberFormatException e) {
            throw new CompareException("--fail-if: got '" + matcher.group(3) + "' in '" + text
                    + "', want a number: how many times A's figure B's is");
        }
    }

    /** @param option where the word stood */
    public static String figure(String option, String word) throws CompareException {
        return FigureCatalog.figure(word)
                .orElseThrow(() -> new CompareException(
                        option + ": got figure '" + word + "'" + Nearest.hint(word, FigureCatalog.shortNames())));
    }

    /** @throws CompareException if the comparison has no such figure of any cell: then nothing is known */
    public Result check(Comparison comparison) throws CompareException {
        List<String> where = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        int found = 0;
        for (FigureComparison one : comparison.figures()) {
            if (!one.figure().equals(figure)) {
                continue;
            }
            found++;
            if (one.samples().ratio().isEmpty()) {
                unknown.add(one.label() + ": no ratio of " + one.samples().a().count() + " values in A and "
                        + one.samples().b().count() + " in B");
            } else if (operator.holds(one.samples().ratio().get(), bound)) {
                where.add(one.label() + ": " + one.samples().ratio().get());
            }
        }
        if (found == 0) {
            throw new CompareException("--fail-if '" + text + "': no cell that is compared has " + figure
                    + ", so that it cannot be told; see ballast figures for what each benchmark has");
        }
        return new Result(this, where, unknown);
    }
}
