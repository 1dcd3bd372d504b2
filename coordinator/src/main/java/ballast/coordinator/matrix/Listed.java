package ballast.coordinator.matrix;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** An entry of {@code include} or {@code exclude}; or the values that make a cell of the product. */
record Listed(int line, Map<String, Value> values) {
    Listed {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** These, and where both have a value, the other's. */
    Listed with(Map<String, Value> others) {
        Map<String, Value> merged = new LinkedHashMap<>(values);
        merged.putAll(others);
        return new Listed(line, merged);
    }

    /** {@code {mode: virtio-mem, nofault: true}}. */
    @Override
    public String toString() {
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue().text())
                .collect(Collectors.joining(", ", "{", "}"));
    }
}
