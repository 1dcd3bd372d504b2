package ballast.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One point of a matrix: what to run, and how to show it.
 *
 * @param id a hash of the rest but the parameters' text, see {@link CellHash}
 * @param parameters every parameter as the user would write it, in the matrix's order
 * @param bootTimeout the longest a guest may take to answer
 */
public record Cell(
        CellId id,
        Map<String, String> parameters,
        BenchmarkSpec spec,
        Isolation isolation,
        Sampling sampling,
        Duration bootTimeout) {
    public Cell {
        Ranges.positive("boot-timeout", bootTimeout);
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    public static Cell of(
            Map<String, String> parameters,
            BenchmarkSpec spec,
            Isolation isolation,
            Sampling sampling,
            Duration bootTimeout) {
        CellId id = CellHash.of(spec, isolation, sampling, bootTimeout);
        return new Cell(id, parameters, spec, isolation, sampling, bootTimeout);
    }

    /** What the id is to be: that of the content as it is here. */
    public CellId digest() {
        return CellHash.of(spec, isolation, sampling, bootTimeout);
    }

    /** Whether its id is that of its content, so that nothing of it was changed since it was asked for. */
    @JsonIgnore
    public boolean isGenuine() {
        return id.equals(digest());
    }

    @JsonIgnore
    public String benchmark() {
        return spec.name();
    }

    @JsonIgnore
    public Mode mode() {
        return spec.vm().mode();
    }
}
