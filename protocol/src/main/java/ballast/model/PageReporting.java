package ballast.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Parameters of the guest's free-page reporting (Linux, mm/page_reporting.c; delay and capacity only in the published
 * artefact's kernel).
 *
 * @param values what was asked for; what is not named keeps the kernel's default
 */
public record PageReporting(Map<Parameter, Integer> values) {
    /** One of them. */
    public enum Parameter {
        /** The smallest block that is reported, as a power of 2 in pages: 0 to 9. */
        ORDER("order", 0, 9),
        /** Milliseconds from a block's freeing to its report. */
        DELAY("delay", 0, 3_600_000),
        /** Blocks in one report. */
        CAPACITY("capacity", 1, 65_536);

        private final String label;
        private final int least;
        private final int most;

        Parameter(String label, int least, int most) {
            this.label = label;
            this.least = least;
            this.most = most;
        }

        /** As in the kernel's name of it, {@code page_reporting_<label>}, and the matrix's, {@code reporting-<label>}. */
        @JsonValue
        public String label() {
            return label;
        }

        public int least() {
            return least;
        }

        public int most() {
            return most;
        }

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static Parameter of(String label) {
            return Arrays.stream(values())
                    .filter(parameter -> parameter.label.equals(label))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("got '" + label + "', want one of "
                            + Arrays.stream(values()).map(Parameter::label).toList()));
        }

        /** Below {@code /sys/module/page_reporting/parameters}, and after {@code page_reporting.} on the command line. */
        public String kernelName() {
            return "page_reporting_" + label;
        }
    }

    public static final PageReporting DEFAULT = new PageReporting(Map.of());

    public PageReporting {
        values.forEach((parameter, value) -> {
            if (value < parameter.least || value > parameter.most) {
                throw new IllegalArgumentException("reporting-" + parameter.label + ": got " + value + ", want "
                        + parameter.least + " to " + parameter.most);
            }
        });
        EnumMap<Parameter, Integer> sorted = new EnumMap<>(Parameter.class);
        sorted.putAll(values);
        values = Collections.unmodifiableMap(sorted);
    }

    /** Words for the guest kernel's command line. */
    public List<String> kernelArguments() {
        return values.entrySet().stream()
                .map(asked -> "page_reporting." + asked.getKey().kernelName() + "=" + asked.getValue())
                .toList();
    }
}
