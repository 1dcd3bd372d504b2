package ballast.coordinator.stats;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * The single values that figures are made of, by the figure's name without what stands behind it ({@code shrink_gib_s}, not
 * {@code shrink_gib_s_median}), in the order in which they were measured. What was not measured is absent, never NaN.
 */
public record Measurements(Map<String, List<Double>> values) {
    public static final Measurements NONE = new Measurements(Map.of());

    public Measurements {
        Map<String, List<Double>> copy = new LinkedHashMap<>();
        values.forEach((name, numbers) -> copy.put(name, List.copyOf(numbers)));
        values = Collections.unmodifiableMap(copy);
    }

    /** These and one more, without what is NaN or infinite; these alone if nothing is left. */
    public Measurements and(String name, DoubleStream numbers) {
        List<Double> measured = numbers.filter(Double::isFinite).boxed().toList();
        if (measured.isEmpty()) {
            return this;
        }
        Map<String, List<Double>> more = new LinkedHashMap<>(values);
        more.put(name, measured);
        return new Measurements(more);
    }

    /** These and, behind them, those. */
    public Measurements and(Measurements more) {
        Map<String, List<Double>> both = new LinkedHashMap<>(values);
        both.putAll(more.values);
        return new Measurements(both);
    }

    /** Median, minimum and maximum of each. */
    public Figures spreads() {
        Figures figures = Figures.NONE;
        for (var of : values.entrySet()) {
            figures = figures.and(of.getKey(), Spread.of(numbers(of.getValue())));
        }
        return figures;
    }

    /** Mean, standard deviation and percentiles of each. */
    public Figures distributions() {
        Figures figures = Figures.NONE;
        for (var of : values.entrySet()) {
            figures = figures.and(Distribution.of(numbers(of.getValue()))
                    .map(distribution -> distribution.figures(of.getKey()))
                    .orElse(Figures.NONE));
        }
        return figures;
    }

    private static DoubleStream numbers(List<Double> values) {
        return values.stream().mapToDouble(value -> value);
    }
}
