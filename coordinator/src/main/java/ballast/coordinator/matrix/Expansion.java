package ballast.coordinator.matrix;

import ballast.model.Cell;
import ballast.model.CellId;
import ballast.model.Cpus;
import ballast.model.Isolation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Crosses the axes, leaves out, adds, and makes cells of what remains. */
final class Expansion {
    /** What all cells have in common beside their parameters. */
    record Setting(Isolation isolation, Cpus cpus) {}

    static final int MOST_CELLS = 10_000;

    private final Benchmark benchmark;
    private final Layer layer;
    private final Layer extra;
    private final Setting setting;
    private final Problems problems;
    private final Refusals refusals = new Refusals();

    /** @param extra whose cells are added; {@link Layer#NOTHING} for none */
    Expansion(Benchmark benchmark, Layer layer, Layer extra, Setting setting, Problems problems) {
        this.benchmark = benchmark;
        this.layer = layer;
        this.extra = extra;
        this.setting = setting;
        this.problems = problems;
    }

    /**
     * The cells in order: the first axis turns slowest, included ones follow, extra ones come last. What is wrong has been
     * reported.
     */
    List<Cell> cells() {
        Layer crossed = layer.with(extra);
        long size = size(layer) + (extra.saysSomething() ? size(crossed) : 0);
        if (size > MOST_CELLS) {
            problems.add(
                    axesLine(),
                    "axes and include",
                    String.format(Locale.ROOT, "got %,d cells, want %,d or fewer", size, MOST_CELLS));
            return List.of();
        }
        List<Listed> wanted = withoutExcluded(product(layer), layer.excludes());
        wanted.addAll(layer.includes());
        if (wanted.isEmpty() && problems.isEmpty()) {
            problems.add(layer.excludes().get(0).line(), "exclude", "leaves no cell, want one or more");
        }
        wanted.addAll(extraCells(crossed));
        return make(wanted);
    }

    private static long size(Layer layer) {
        return layer.axes().values().stream()
                        .mapToLong(axis -> axis.values().size())
                        .reduce(1, (product, count) -> Math.min(product * count, Integer.MAX_VALUE))
                + layer.includes().size();
    }

    private int axesLine() {
        return layer.axes().values().stream().mapToInt(Axis::line).min().orElse(layer.line());
    }

    private static List<Listed> product(Layer layer) {
        List<Listed> product = new ArrayList<>();
        if (!layer.axes().isEmpty() || layer.includes().isEmpty()) {
            product.add(new Listed(layer.line(), Map.of()));
        }
        for (Axis axis : layer.axes().values()) {
            List<Listed> longer = new ArrayList<>();
            for (Listed cell : product) {
                for (Value value : axis.values()) {
                    longer.add(cell.with(Map.of(axis.key(), value)));
                }
            }
            product = longer;
        }
        return product;
    }

    /** Crossed with those axes of the matrix that the extra layer does not fix; what the matrix leaves out stays out. */
    private List<Listed> extraCells(Layer crossed) {
        List<Listed> wanted = new ArrayList<>();
        if (!extra.parameters().isEmpty() || !extra.axes().isEmpty()) {
            List<Listed> product = new ArrayList<>(product(crossed).stream()
                    .map(cell -> new Listed(cell.line(), extra.parameters()).with(cell.values()))
                    .toList());
            product.removeIf(cell -> layer.excludes().stream().anyMatch(excluded -> matches(cell, excluded)));
            wanted.addAll(withoutExcluded(product, extra.excludes()));
        }
        extra.includes().forEach(cell -> wanted.add(new Listed(cell.line(), extra.parameters()).with(cell.values())));
        return wanted;
    }

    private List<Listed> withoutExcluded(List<Listed> product, Collection<Listed> excludes) {
        List<Listed> remaining = new ArrayList<>(product);
        for (Listed excluded : excludes) {
            if (product.stream().noneMatch(cell -> matches(cell, excluded))) {
                problems.add(excluded.line(), "exclude", excluded + " matches no cell");
            }
            remaining.removeIf(cell -> matches(cell, excluded));
        }
        return remaining;
    }

    private boolean matches(Listed cell, Listed excluded) {
        return settings(cell).mayMatch(excluded.values(), benchmark);
    }

    private Settings settings(Listed cell) {
        return new Settings(layer.parameters()).with(cell.values());
    }

    private List<Cell> make(List<Listed> wanted) {
        Map<CellId, Listed> made = new LinkedHashMap<>();
        List<Cell> cells = new ArrayList<>();
        for (Listed listed : wanted) {
            Settings settings = settings(listed);
            reportMissing(settings, listed);
            if (!settings.areReadable(benchmark.parameters())) {
                continue;
            }
            try {
                Cell cell = make(settings);
                Listed twin = made.putIfAbsent(cell.id(), listed);
                if (twin != null) {
                    problems.add(
                            listed.line(), "got the cell " + listed + ", the same as " + twin + ", want each once");
                }
                cells.add(cell);
            } catch (IllegalArgumentException e) {
                refusals.add(e, settings, listed, benchmark);
            }
        }
        refusals.reportTo(problems, wanted.size());
        return cells;
    }

    private Cell make(Settings settings) {
        return Cell.of(
                settings.texts(benchmark.parameters()),
                benchmark.spec(settings),
                setting.isolation(),
                VmParameters.sampling(settings),
                settings.get(VmParameters.BOOT_TIMEOUT),
                setting.cpus());
    }

    private void reportMissing(Settings settings, Listed cell) {
        settings.missing(benchmark.parameters())
                .forEach(parameter -> problems.add(
                        cell.line(),
                        parameter.key(),
                        "missing, want " + parameter.type().wanted()));
    }
}
