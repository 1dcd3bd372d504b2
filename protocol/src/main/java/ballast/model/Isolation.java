package ballast.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** Whether a run shares its host. */
public enum Isolation {
    /** Alone on its host: for what measures time. */
    EXCLUSIVE,
    /** Beside other shared runs, within the host's budget and cores. */
    SHARED;

    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Isolation of(String label) {
        return Arrays.stream(values())
                .filter(isolation -> isolation.label().equals(label))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("got '" + label + "', want one of [exclusive, shared]"));
    }
}
