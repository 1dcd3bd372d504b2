package ballast.coordinator.matrix;

import java.util.List;

/** A parameter that takes several values in turn. */
record Axis(String key, int line, List<Value> values) {
    Axis {
        values = List.copyOf(values);
    }
}
