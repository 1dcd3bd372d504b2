package ballast.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** A hash of the cell's content: the same cell has the same id tomorrow. */
public record CellId(@JsonValue String value) implements Comparable<CellId> {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public CellId {
        Names.requirePathSafe("cell id", value);
    }

    @Override
    public int compareTo(CellId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
