package ballast.coordinator.cli;

import ballast.coordinator.report.Varying;
import ballast.model.Cell;
import ballast.model.CellId;
import ballast.model.RunId;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** When and where packed runs would start, for people. */
final class PackedPlanText {
    /** Of a host's runs, and of hosts; programs get all. */
    private static final int SHOWN = 24;

    private static final int WIDTH = 50;

    private PackedPlanText() {}

    /** Several lines, the last one ended. */
    static String render(PackedPlan plan, List<Cell> cells) {
        Map<CellId, String> names = names(cells);
        StringBuilder text = new StringBuilder(head(plan));
        plan.hosts().stream().limit(SHOWN).forEach(host -> text.append(host(plan, host, names)));
        if (plan.hosts().size() > SHOWN) {
            text.append("\nand ")
                    .append(Words.of(plan.hosts().size() - SHOWN, "more host"))
                    .append(": --output json\n");
        }
        return text.toString();
    }

    private static String head(PackedPlan plan) {
        var outcome = plan.outcome();
        return "Packed by footprint, as if the hosts carried nothing else: " + Words.of(plan.runs(), "run")
                + " have ended after " + outcome.makespan() + " s; "
                + PackText.bound(outcome.makespan(), outcome.lowerBound()) + ".\n"
                + "With each VM's full size reserved: " + outcome.staticMakespan() + " s; with each run's peak: "
                + outcome.peakMakespan() + " s. Margin "
                + percent(plan.packing().margin()) + ", quantile "
                + plan.packing().quantile() + ".\n" + unknown(plan);
    }

    private static String unknown(PackedPlan plan) {
        long runs = plan.hosts().stream()
                .flatMap(host -> host.runs().stream())
                .filter(placed -> plan.unknown().contains(placed.run().cell()))
                .count();
        return runs == 0
                ? ""
                : "The store has no footprint trace of "
                        + Words.of(plan.unknown().size(), "cell") + ": "
                        + Words.of((int) runs, "run")
                        + " are planned with their full size and a guess at how long they take (marked ?); cells "
                        + plan.unknown().stream().map(CellId::value).collect(Collectors.joining(", ")) + "\n";
    }

    private static String host(PackedPlan plan, PackedPlan.Host host, Map<CellId, String> names) {
        StringBuilder text =
                new StringBuilder("\n" + host.id() + ", " + Words.of(host.runs().size(), "run")
                        + ", expected peak " + host.peak().toHumanText() + " of "
                        + host.budget().toHumanText() + " to fill\n");
        double end = plan.hosts().stream()
                .flatMap(each -> each.runs().stream())
                .mapToDouble(PackedPlan.Placed::end)
                .max()
                .orElse(1);
        List<PackedPlan.Placed> shown =
                host.runs().subList(0, Math.min(SHOWN, host.runs().size()));
        int widest = shown.stream()
                .mapToInt(placed -> name(placed.run(), names).length())
                .max()
                .orElse(0);
        for (PackedPlan.Placed placed : shown) {
            text.append(String.format(
                    Locale.ROOT,
                    "  %-" + widest + "s %c %7.0f s |%s|%n",
                    name(placed.run(), names),
                    plan.unknown().contains(placed.run().cell()) ? '?' : ' ',
                    placed.start(),
                    bar(placed, end)));
        }
        if (host.runs().size() > SHOWN) {
            text.append("  and ").append(host.runs().size() - SHOWN).append(" more: --output json\n");
        }
        return text.toString();
    }

    /** From 0 to the end of all. */
    private static String bar(PackedPlan.Placed placed, double end) {
        int from = Math.min(WIDTH - 1, (int) (placed.start() / end * WIDTH));
        int to = Math.max(from + 1, Math.min(WIDTH, (int) Math.round(placed.end() / end * WIDTH)));
        return " ".repeat(from) + "#".repeat(to - from) + " ".repeat(WIDTH - to);
    }

    private static String name(RunId run, Map<CellId, String> names) {
        return names.get(run.cell()) + " rep " + run.repetition();
    }

    private static Map<CellId, String> names(List<Cell> cells) {
        List<String> differing = Varying.parameters(cells);
        Map<CellId, String> names = new LinkedHashMap<>();
        for (Cell cell : cells) {
            String rest = differing.stream()
                    .filter(cell.parameters()::containsKey)
                    .map(parameter -> " " + parameter + "=" + cell.parameters().get(parameter))
                    .collect(Collectors.joining());
            names.put(cell.id(), cell.mode().label() + rest);
        }
        return names;
    }

    private static String percent(double share) {
        return BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros().toPlainString() + " %";
    }
}
