package ballast.coordinator.matrix;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A matrix as written, with all its profiles.
 *
 * @param extra what is added on demand; {@link Layer#NOTHING} where there is none
 */
record MatrixText(Benchmark benchmark, Layer base, Layer extra, Map<String, Layer> profiles) {
    MatrixText {
        profiles = Collections.unmodifiableMap(new LinkedHashMap<>(profiles));
    }

    /** Whether the matrix lacks a parameter that its profiles bring. */
    boolean needsProfile() {
        Settings given = new Settings(base.parameters());
        return given.missing(benchmark.parameters()).stream()
                .map(Parameter::key)
                .filter(key -> !base.axes().containsKey(key))
                .anyMatch(key -> profiles.values().stream()
                        .anyMatch(profile -> profile.parameters().containsKey(key)
                                || profile.axes().containsKey(key)));
    }
}
