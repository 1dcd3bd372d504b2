package ballast.coordinator.cli;

import ballast.coordinator.matrix.FitReport;
import ballast.coordinator.matrix.Matrix;
import ballast.model.Cell;
import ballast.model.HostReport;
import ballast.model.Requirement;
import java.util.List;
import java.util.Optional;

/**
 * What a campaign of a matrix would do on a host, or on a lab's.
 *
 * @param place completes "on …"
 * @param refusal why {@code ballast run} would not do it at all
 * @param parts one for each of the matrix's
 */
record Plan(Matrix matrix, String place, Optional<String> refusal, List<Part> parts) {
    /** What there is of one benchmark. */
    record Part(String benchmark, int repetitions, List<Row> rows) {
        Part {
            rows = List.copyOf(rows);
        }
    }

    /** A cell, and how it would fare. */
    record Row(Cell cell, Fate fate) {}

    /** Whether the cell would be measured. */
    sealed interface Fate {}

    record Runs() implements Fate {}

    /** @param reason what the host lacks */
    record Skipped(String reason) implements Fate {}

    /** A host could do it if it were larger; {@code ballast run} refuses the matrix, in a lab the run waits for a larger host. */
    record TooLarge() implements Fate {}

    Plan {
        parts = List.copyOf(parts);
    }

    static Plan of(Matrix matrix, HostReport host) {
        FitReport fit = FitReport.of(matrix, host);
        Optional<String> refusal = fit.fits() ? Optional.empty() : Optional.of(fit.toString());
        return new Plan(matrix, "this host", refusal, parts(matrix, List.of(host)));
    }

    /**
     * On hosts of a lab.
     *
     * @param which says more of them, after a space; empty: they are all
     */
    static Plan of(Matrix matrix, List<HostReport> hosts, String which) {
        return new Plan(
                matrix, "the lab's " + Words.of(hosts.size(), "host") + which, Optional.empty(), parts(matrix, hosts));
    }

    private static List<Part> parts(Matrix matrix, List<HostReport> hosts) {
        return matrix.parts().stream()
                .map(part -> new Part(
                        part.benchmark(),
                        part.repetitions(),
                        part.cells().stream()
                                .map(cell -> new Row(cell, fate(cell, hosts)))
                                .toList()))
                .toList();
    }

    private static Fate fate(Cell cell, List<HostReport> hosts) {
        Optional<String> lacking = Requirement.unmet(cell, hosts);
        if (lacking.isPresent()) {
            return new Skipped(lacking.get());
        }
        boolean runs = hosts.stream()
                .filter(host -> Requirement.unmet(cell, List.of(host)).isEmpty())
                .anyMatch(host -> cell.demand().withoutDevices().fitsIn(host.capacity()));
        return runs ? new Runs() : new TooLarge();
    }

    /** Of all parts. */
    List<Row> rows() {
        return parts.stream().flatMap(part -> part.rows().stream()).toList();
    }

    /** How many runs of these cells there would be. */
    int runs(Class<? extends Fate> fate) {
        return parts.stream()
                .mapToInt(part -> part.repetitions()
                        * (int) part.rows().stream()
                                .filter(row -> fate.isInstance(row.fate()))
                                .count())
                .sum();
    }
}
