package ballast.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** A machine with an agent. */
public record HostId(@JsonValue String value) implements Comparable<HostId> {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public HostId {
        Names.requirePathSafe("host id", value);
    }

    @Override
    public int compareTo(HostId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
