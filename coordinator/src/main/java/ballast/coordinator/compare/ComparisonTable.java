package ballast.coordinator.compare;

import ballast.coordinator.report.Numbers;
import ballast.coordinator.stats.Correction;
import ballast.coordinator.stats.Description;
import ballast.coordinator.stats.Interval;
import ballast.coordinator.stats.Judge;
import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import com.github.freva.asciitable.HorizontalAlign;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** A comparison as text: plain ASCII, the same on a terminal and in a file. */
public final class ComparisonTable {
    private final Comparison comparison;
    private final StringBuilder text = new StringBuilder();

    private ComparisonTable(Comparison comparison) {
        this.comparison = comparison;
    }

    /** Several lines, the last one ended. */
    public static String render(Comparison comparison, List<Condition.Result> conditions) {
        return new ComparisonTable(comparison).render(conditions);
    }

    private String render(List<Condition.Result> conditions) {
        line("A: " + Comparison.name(comparison.a()) + baseline());
        line("B: " + Comparison.name(comparison.b()));
        line("");
        line(table());
        line("");
        line(legend());
        comparison.figures().forEach(this::outliers);
        comparison.notes().forEach(note -> line("note: " + note));
        conditions.forEach(this::condition);
        return text.toString();
    }

    private String baseline() {
        StringBuilder words = new StringBuilder();
        comparison
                .options()
                .baseline()
                .forEach((name, value) -> words.append(", ").append(name + "=" + value));
        return words.toString();
    }

    private String table() {
        List<ColumnData<FigureComparison>> columns = List.of(
                column("cell", HorizontalAlign.LEFT, FigureComparison::label),
                column("figure", HorizontalAlign.LEFT, ComparisonTable::figure),
                column("A", HorizontalAlign.RIGHT, one -> value(one.samples().a())),
                column(
                        "n",
                        HorizontalAlign.RIGHT,
                        one -> String.valueOf(one.samples().a().count())),
                column(
                        "CV",
                        HorizontalAlign.RIGHT,
                        one -> variation(one.samples().a())),
                column("B", HorizontalAlign.RIGHT, one -> value(one.samples().b())),
                column(
                        "n",
                        HorizontalAlign.RIGHT,
                        one -> String.valueOf(one.samples().b().count())),
                column(
                        "CV",
                        HorizontalAlign.RIGHT,
                        one -> variation(one.samples().b())),
                column("B/A", HorizontalAlign.RIGHT, ComparisonTable::ratio),
                column(
                        "delta",
                        HorizontalAlign.RIGHT,
                        one -> delta(one.samples().rank().delta())),
                column("p", HorizontalAlign.RIGHT, one -> p(one.judgement().p())),
                column("verdict", HorizontalAlign.LEFT, ComparisonTable::verdict));
        return AsciiTable.builder()
                .border(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS)
                .lineSeparator("\n")
                .data(comparison.figures(), columns)
                .asString();
    }

    private static ColumnData<FigureComparison> column(
            String header, HorizontalAlign align, Function<FigureComparison, String> cell) {
        return new Column().header(header).headerAlign(align).dataAlign(align).with(cell);
    }

    private static String figure(FigureComparison one) {
        String name = one.figure().equals(one.kind().key()) ? one.kind().shortName() : one.figure();
        return one.kind().unit().isEmpty() ? name : name + " " + one.kind().unit();
    }

    private static String value(Description side) {
        return side.count() == 0 ? Numbers.NONE : Numbers.significant(side.median()) + interval(side.interval());
    }

    private static String interval(Optional<Interval> interval) {
        return interval.map(
                        ends -> " [" + Numbers.significant(ends.low()) + ", " + Numbers.significant(ends.high()) + "]")
                .orElse("");
    }

    private static String ratio(FigureComparison one) {
        return one.samples()
                .ratio()
                .map(ratio -> decimals(ratio)
                        + one.samples()
                                .interval()
                                .map(ends -> " [" + decimals(ends.low()) + ", " + decimals(ends.high()) + "]")
                                .orElse(""))
                .orElse(Numbers.NONE);
    }

    private static String decimals(double value) {
        return value < 10 ? String.format(Locale.ROOT, "%.3f", value) : Numbers.significant(value);
    }

    private static String variation(Description side) {
        return side.variation()
                .map(share -> String.format(Locale.ROOT, "%.1f %%", 100 * share))
                .orElse(Numbers.NONE);
    }

    private static String delta(double delta) {
        return Double.isNaN(delta) ? Numbers.NONE : String.format(Locale.ROOT, "%+.2f", delta);
    }

    private static String p(double p) {
        return p < 0.0001 ? "<0.0001" : String.format(Locale.ROOT, "%.4f", p);
    }

    private String legend() {
        CompareOptions options = comparison.options();
        Judge judge = options.judge();
        String confidence = percent(options.bootstrap().confidence());
        return "Medians and ratios of values (Hodges-Lehmann) with " + confidence
                + " % bootstrap intervals; CV: standard"
                + " deviation / mean; delta: Cliff's, -1 to 1;\np: Mann-Whitney, "
                + (judge.correction() == Correction.NONE
                        ? "not corrected for "
                        : "corrected (" + judge.correction() + ") for ")
                + judge.family(comparison.figures().stream()
                        .map(FigureComparison::samples)
                        .toList())
                + " comparisons that could tell, different below " + judge.alpha()
                + "; no difference found: the ratio's interval is within " + percent(judge.equivalence()) + " %;\n"
                + "not enough data: a clear answer takes about so many values of each side\n"
                + "Figures: " + options.variant() + ", a value for each "
                + (options.unit() == CompareOptions.Unit.RUN ? "run" : "iteration");
    }

    private static String percent(double share) {
        return BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros().toPlainString();
    }

    private static String verdict(FigureComparison one) {
        int needed = one.judgement().needed();
        return one.verdict() + (needed == 0 ? "" : ": about " + needed + " each");
    }

    private void outliers(FigureComparison one) {
        outliers(one, "A", one.samples().a());
        outliers(one, "B", one.samples().b());
    }

    private void outliers(FigureComparison one, String which, Description side) {
        if (!side.outliers().isEmpty()) {
            line("outliers in " + which + ", counted: " + one.label() + ", " + figure(one) + ": "
                    + String.join(
                            ", ",
                            side.outliers().stream().map(Numbers::significant).toList()));
        }
    }

    private void condition(Condition.Result result) {
        String what = "fail-if " + result.condition().text() + ": ";
        result.where().forEach(where -> line(what + "holds for " + where));
        result.unknown().forEach(where -> line(what + "cannot be told of " + where));
        if (!result.fails()) {
            line(what + "holds nowhere");
        }
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
