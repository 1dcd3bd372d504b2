package ballast.coordinator.cli;

import ballast.coordinator.report.Varying;
import ballast.model.Demand;
import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import com.github.freva.asciitable.HorizontalAlign;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A plan for people: a table for each benchmark, then why cells would be skipped. */
final class PlanText {
    private PlanText() {}

    /** Several lines, the last one ended. */
    static String render(Plan plan) {
        StringBuilder text = new StringBuilder();
        String description = plan.matrix().description();
        text.append(plan.matrix().title()).append(description.isBlank() ? "" : ": " + description);
        text.append('\n').append(count(plan)).append('\n');
        for (Plan.Part part : plan.parts()) {
            text.append('\n')
                    .append(part.benchmark())
                    .append(", ")
                    .append(of(part.rows().size(), "cell"));
            text.append('\n').append(table(part)).append('\n');
        }
        skipped(plan)
                .forEach((reason, cells) -> text.append('\n')
                        .append(of(cells, "cell"))
                        .append(" skipped: ")
                        .append(reason));
        if (!skipped(plan).isEmpty()) {
            text.append('\n');
        }
        plan.packed()
                .ifPresent(packed -> text.append('\n')
                        .append(PackedPlanText.render(packed, plan.matrix().cells())));
        plan.refusal().ifPresent(reason -> text.append('\n').append(reason).append('\n'));
        return text.toString();
    }

    private static String count(Plan plan) {
        int runs = plan.runs(Plan.Fate.class);
        int tooLarge = plan.runs(Plan.TooLarge.class);
        return of(plan.rows().size(), "cell") + ", " + of(runs, "run") + "; on " + plan.place() + " "
                + plan.runs(Plan.Runs.class) + " would be measured, " + plan.runs(Plan.Skipped.class) + " skipped"
                + (tooLarge == 0 ? "" : ", and " + tooLarge + " do not fit");
    }

    private static String of(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    private static String table(Plan.Part part) {
        List<ColumnData<Plan.Row>> columns = new ArrayList<>();
        columns.add(left("cell", row -> row.cell().id().value()));
        columns.add(left("mode", row -> row.cell().mode().label()));
        for (String parameter :
                Varying.parameters(part.rows().stream().map(Plan.Row::cell).toList())) {
            columns.add(left(parameter, row -> row.cell().parameters().get(parameter)));
        }
        columns.add(left("needs", row -> demand(row.cell().demand())));
        columns.add(left("isolation", row -> row.cell().isolation().label()));
        columns.add(right("reps", row -> Integer.toString(part.repetitions())));
        columns.add(left("here", row -> word(row.fate())));
        return AsciiTable.builder()
                .border(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS)
                .lineSeparator("\n")
                .data(part.rows(), columns)
                .asString();
    }

    private static String demand(Demand demand) {
        return demand.toString().replace(" and ", ", ");
    }

    private static String word(Plan.Fate fate) {
        if (fate instanceof Plan.Skipped) {
            return "skipped";
        }
        return fate instanceof Plan.TooLarge ? "does not fit" : "runs";
    }

    /** How many cells there are for each reason, in the cells' order. */
    private static Map<String, Integer> skipped(Plan plan) {
        Map<String, Integer> reasons = new LinkedHashMap<>();
        for (Plan.Row row : plan.rows()) {
            if (row.fate() instanceof Plan.Skipped skipped) {
                reasons.merge(skipped.reason(), 1, Integer::sum);
            }
        }
        return reasons;
    }

    private static ColumnData<Plan.Row> left(String header, Function<Plan.Row, String> cell) {
        return column(header, HorizontalAlign.LEFT, cell);
    }

    private static ColumnData<Plan.Row> right(String header, Function<Plan.Row, String> cell) {
        return column(header, HorizontalAlign.RIGHT, cell);
    }

    private static ColumnData<Plan.Row> column(String header, HorizontalAlign align, Function<Plan.Row, String> cell) {
        return new Column().header(header).headerAlign(align).dataAlign(align).with(cell);
    }
}
