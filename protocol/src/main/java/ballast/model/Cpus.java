package ballast.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.OptionalInt;

/**
 * On which CPUs of its host a run's VMs run.
 *
 * @param shared how many CPUs all of the run's VMs share, 1 or more; empty: each VM has as many as it has cores on its own
 */
public record Cpus(OptionalInt shared) {
    /** As a matrix has it. */
    public static final String WANTED = "exclusive, or the number of CPUs that all VMs of a run share, 1 to 4096";

    /** Each VM has its own: for what measures time. */
    public static final Cpus EXCLUSIVE = new Cpus(OptionalInt.empty());

    private static final int MOST = 4096;
    private static final String LABEL = "exclusive";

    public Cpus {
        if (shared.isPresent() && (shared.getAsInt() < 1 || shared.getAsInt() > MOST)) {
            throw new IllegalArgumentException("got " + shared.getAsInt() + ", want " + WANTED);
        }
    }

    public static Cpus shared(int count) {
        return new Cpus(OptionalInt.of(count));
    }

    /** {@code exclusive}, or the number. */
    @JsonValue
    public String label() {
        return shared.isPresent() ? Integer.toString(shared.getAsInt()) : LABEL;
    }

    /** @throws IllegalArgumentException if it is no label */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Cpus of(String label) {
        if (label.equals(LABEL)) {
            return EXCLUSIVE;
        }
        if (!label.matches("\\d{1,4}")) {
            throw new IllegalArgumentException("got '" + label + "', want " + WANTED);
        }
        return shared(Integer.parseInt(label));
    }

    @Override
    public String toString() {
        return label();
    }
}
