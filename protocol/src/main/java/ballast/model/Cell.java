package ballast.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One point of a matrix: what to run, and how to show it.
 *
 * @param id a hash of the rest but the parameters' text, see {@link CellHash}; of exclusive CPUs nothing is in it, so that ids stay what
 *     they were before there were others
 * @param parameters every parameter as the user would write it, in the matrix's order
 * @param bootTimeout the longest a guest may take to answer
 * @param cpus that its VMs run on; if they share them, as many as one VM has cores or more
 */
public record Cell(
        CellId id,
        Map<String, String> parameters,
        BenchmarkSpec spec,
        Isolation isolation,
        Sampling sampling,
        Duration bootTimeout,
        Cpus cpus) {
    public Cell {
        cpus = cpus == null ? Cpus.EXCLUSIVE : cpus; // not in what was recorded before they could be shared
        if (cpus.shared().orElse(spec.vm().cores()) < spec.vm().cores()) {
            throw new IllegalArgumentException("cpus: got " + cpus + ", want as many as a VM has cores, "
                    + spec.vm().cores() + ", or more");
        }
        Ranges.positive("boot-timeout", bootTimeout);
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /** Its VMs have their CPUs on their own. */
    public static Cell of(
            Map<String, String> parameters,
            BenchmarkSpec spec,
            Isolation isolation,
            Sampling sampling,
            Duration bootTimeout) {
        return of(parameters, spec, isolation, sampling, bootTimeout, Cpus.EXCLUSIVE);
    }

    public static Cell of(
            Map<String, String> parameters,
            BenchmarkSpec spec,
            Isolation isolation,
            Sampling sampling,
            Duration bootTimeout,
            Cpus cpus) {
        CellId id = digest(spec, isolation, sampling, bootTimeout, cpus);
        return new Cell(id, parameters, spec, isolation, sampling, bootTimeout, cpus);
    }

    private static CellId digest(
            BenchmarkSpec spec, Isolation isolation, Sampling sampling, Duration bootTimeout, Cpus cpus) {
        return cpus.equals(Cpus.EXCLUSIVE)
                ? CellHash.of(spec, isolation, sampling, bootTimeout)
                : CellHash.of(spec, isolation, sampling, bootTimeout, cpus);
    }

    /** What a run of it must find free on its host, at most. */
    @JsonIgnore
    public Demand demand() {
        Demand all = spec.demand();
        return new Demand(all.memory(), cpus.shared().orElse(all.cores()), all.vfioDevices());
    }

    /** What the id is to be: that of the content as it is here. */
    public CellId digest() {
        return digest(spec, isolation, sampling, bootTimeout, cpus);
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
