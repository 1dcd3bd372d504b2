package ballast.coordinator.cli;

import ballast.coordinator.matrix.FitReport;
import ballast.coordinator.matrix.Matrix;
import ballast.model.Cell;
import ballast.model.HostReport;
import ballast.model.Requirement;
import java.util.List;
import java.util.Optional;

/**
 * What a campaign of a matrix would do on a host.
 *
 * @param parts one for each of the matrix's
 */
record Plan(Matrix matrix, FitReport fit, List<Part> parts) {
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

    /** The host could do it if it were larger; {@code ballast run} refuses the matrix. */
    record TooLarge() implements Fate {}

    Plan {
        parts = List.copyOf(parts);
    }

    static Plan of(Matrix matrix, HostReport host) {
        FitReport fit = FitReport.of(matrix, host);
        List<Part> parts = matrix.parts().stream()
                .map(part -> new Part(
                        part.benchmark(),
                        part.repetitions(),
                        part.cells().stream()
                                .map(cell -> new Row(cell, fate(cell, fit, host)))
                                .toList()))
                .toList();
        return new Plan(matrix, fit, parts);
    }

    private static Fate fate(Cell cell, FitReport fit, HostReport host) {
        Optional<String> lacking = Requirement.unmet(cell, List.of(host));
        if (lacking.isPresent()) {
            return new Skipped(lacking.get());
        }
        return fit.misfits().contains(cell) ? new TooLarge() : new Runs();
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
