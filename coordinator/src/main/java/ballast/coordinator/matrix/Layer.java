package ballast.coordinator.matrix;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a matrix, one of its profiles, or its section {@code extra} says.
 *
 * @param line where it begins
 * @param header what is not a parameter: name, description, repetitions …
 */
record Layer(
        int line,
        Map<String, Value> header,
        Map<String, Value> parameters,
        Map<String, Axis> axes,
        List<Listed> includes,
        List<Listed> excludes) {
    /** Of a matrix that has no such section. */
    static final Layer NOTHING = new Layer(0, Map.of(), Map.of(), Map.of(), List.of(), List.of());

    Layer {
        header = ordered(header);
        parameters = ordered(parameters);
        axes = ordered(axes);
        includes = List.copyOf(includes);
        excludes = List.copyOf(excludes);
    }

    boolean saysSomething() {
        return !parameters.isEmpty() || !axes.isEmpty() || !includes.isEmpty();
    }

    /**
     * The profile's say wins: also where it fixes what was an axis, or crosses what was fixed. What it includes and excludes comes
     * after the matrix's own.
     */
    Layer with(Layer profile) {
        Map<String, Value> mergedParameters = new LinkedHashMap<>(parameters);
        mergedParameters.keySet().removeAll(profile.axes.keySet());
        mergedParameters.putAll(profile.parameters);
        Map<String, Axis> mergedAxes = new LinkedHashMap<>(axes);
        mergedAxes.keySet().removeAll(profile.parameters.keySet());
        mergedAxes.putAll(profile.axes);
        Map<String, Value> mergedHeader = new LinkedHashMap<>(header);
        mergedHeader.putAll(profile.header);
        return new Layer(
                profile.line,
                mergedHeader,
                mergedParameters,
                mergedAxes,
                both(includes, profile.includes),
                both(excludes, profile.excludes));
    }

    private static List<Listed> both(List<Listed> first, List<Listed> second) {
        List<Listed> both = new ArrayList<>(first);
        both.addAll(second);
        return both;
    }

    private static <T> Map<String, T> ordered(Map<String, T> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
