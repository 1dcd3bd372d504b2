package ballast.coordinator.stats;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The figures of a run by name, in a fixed order. The unit is part of each name, as in {@code shrink_gib_s_median}; names stay
 * as they are, since programs read them. A figure that could not be computed is absent, never NaN.
 */
public record Figures(Map<String, Double> values) {
    public static final String FOOTPRINT_GIB_MIN = "footprint_gib_min";
    public static final String PEAK_GIB = "peak_gib";
    public static final String TOTAL_S = "total_s";
    public static final String WORKLOAD_S = "workload_s";
    /** With {@link #MEDIAN}, {@link #MIN} or {@link #MAX} behind it, as the others of this kind. */
    public static final String SHRINK_GIB_S = "shrink_gib_s";

    public static final String GROW_GIB_S = "grow_gib_s";
    public static final String TOUCH_GIB_S = "touch_gib_s";
    public static final String TOUCH2_GIB_S = "touch2_gib_s";
    public static final String RETURN_INSTALL_GIB_S = "return_install_gib_s";
    public static final String BUILD_S = "build_s";

    public static final String MEDIAN = "_median";
    public static final String MIN = "_min";
    public static final String MAX = "_max";

    public static final Figures NONE = new Figures(Map.of());

    public Figures {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        values.forEach((name, value) -> {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("figure " + name + ": got " + value + ", want a number");
            }
        });
    }

    public Optional<Double> get(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** One run's figure less another's; NaN if one of them has none. */
    static double difference(Figures run, Figures other, String name) {
        return run.number(name) - other.number(name);
    }

    double number(String name) {
        return get(name).orElse(Double.NaN);
    }

    /** These and, behind them, those. */
    public Figures and(Figures more) {
        Map<String, Double> both = new LinkedHashMap<>(values);
        both.putAll(more.values);
        return new Figures(both);
    }

    /** This and, if it is a number, one more. */
    public Figures and(String name, double value) {
        return Double.isFinite(value) ? and(new Figures(Map.of(name, value))) : this;
    }

    Figures and(String name, Optional<Spread> spread) {
        return spread.map(known -> and(name + MEDIAN, known.median())
                        .and(name + MIN, known.min())
                        .and(name + MAX, known.max()))
                .orElse(this);
    }
}
