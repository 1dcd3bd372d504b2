package ballast.coordinator.cli;

import ballast.coordinator.actor.ResultPort;
import ballast.coordinator.matrix.FitReport;
import ballast.coordinator.matrix.Matrix;
import ballast.coordinator.schedule.PlannedRun;
import ballast.model.ByteSize;
import ballast.model.CampaignId;
import ballast.model.Cell;
import ballast.model.CellId;
import ballast.model.HostReport;
import ballast.model.Packing;
import ballast.model.Packing.Footprint;
import ballast.model.Requirement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a campaign of a matrix would do on a host, or on a lab's.
 *
 * @param place completes "on …"
 * @param refusal why {@code ballast run} would not do it at all
 * @param parts one for each of the matrix's
 * @param packed when and where runs that are packed by footprint would start; empty if there are none
 */
record Plan(Matrix matrix, String place, Optional<String> refusal, List<Part> parts, Optional<PackedPlan> packed) {
    /** As long as a scheduler's. */
    private static final Duration SEARCH = Duration.ofSeconds(5);

    /** Nothing has this id: a plan is no campaign. */
    private static final CampaignId CAMPAIGN = new CampaignId("20000101-000000-0000");

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

    /** @param results from which footprints are predicted */
    static Plan of(Matrix matrix, HostReport host, ResultPort results) throws CommandException {
        Foresight foresight = foresight(matrix, List.of(host), results);
        FitReport fit = FitReport.of(matrix, host, foresight.peaks(host.id()));
        Optional<String> refusal = fit.fits() ? Optional.empty() : Optional.of(fit.toString());
        return new Plan(
                matrix,
                "this host",
                refusal,
                parts(matrix, List.of(host), foresight),
                refusal.isPresent() ? Optional.empty() : packed(matrix, foresight));
    }

    /**
     * On hosts of a lab.
     *
     * @param which says more of them, after a space; empty: they are all
     * @param results as above
     */
    static Plan of(Matrix matrix, List<HostReport> hosts, String which, ResultPort results) throws CommandException {
        Foresight foresight = foresight(matrix, hosts, results);
        return new Plan(
                matrix,
                "the lab's " + Words.of(hosts.size(), "host") + which,
                Optional.empty(),
                parts(matrix, hosts, foresight),
                packed(matrix, foresight));
    }

    /** What its cells are predicted to occupy on a host at most; cells of which nothing is known are not there. */
    static Map<CellId, ByteSize> peaks(Matrix matrix, HostReport host, ResultPort results) throws CommandException {
        return foresight(matrix, List.of(host), results).peaks(host.id());
    }

    private static Foresight foresight(Matrix matrix, List<HostReport> hosts, ResultPort results)
            throws CommandException {
        return Foresight.of(CAMPAIGN, runs(matrix), matrix.packing(), hosts, results);
    }

    private static List<PlannedRun> runs(Matrix matrix) {
        Map<CellId, Cell> cells = matrix.cells().stream().collect(Collectors.toMap(Cell::id, Function.identity()));
        return matrix.runs(CAMPAIGN).stream()
                .map(run -> new PlannedRun(run, cells.get(run.cell())))
                .toList();
    }

    private static Optional<PackedPlan> packed(Matrix matrix, Foresight foresight) {
        long until = System.nanoTime() + SEARCH.toNanos();
        return matrix.packing() instanceof Footprint footprint
                ? PackedPlan.of(footprint, runs(matrix), foresight, () -> System.nanoTime() - until > 0)
                : Optional.empty();
    }

    private static List<Part> parts(Matrix matrix, List<HostReport> hosts, Foresight foresight) {
        return matrix.parts().stream()
                .map(part -> new Part(
                        part.benchmark(),
                        part.repetitions(),
                        part.cells().stream()
                                .map(cell -> new Row(cell, fate(cell, matrix.packing(), hosts, foresight)))
                                .toList()))
                .toList();
    }

    private static Fate fate(Cell cell, Packing packing, List<HostReport> hosts, Foresight foresight) {
        Optional<String> lacking = Requirement.unmet(cell, hosts);
        if (lacking.isPresent()) {
            return new Skipped(lacking.get());
        }
        ByteSize size = cell.demand().memory();
        boolean runs = hosts.stream()
                .filter(host -> Requirement.unmet(cell, List.of(host)).isEmpty())
                .anyMatch(host -> packing.fits(
                        cell,
                        foresight.peaks(host.id()).getOrDefault(cell.id(), size).bytes(),
                        host));
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
