package ballast.coordinator.matrix;

import ballast.model.ByteSize;
import ballast.model.CampaignId;
import ballast.model.Cell;
import ballast.model.CellId;
import ballast.model.Demand;
import ballast.model.HostReport;
import ballast.model.Packing;
import ballast.model.Requirement;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether a host can take every cell of a matrix that it could do at all: one that needs what the host does not have is skipped,
 * whatever its size. Parameters are never shrunk to make it so: what is measured would be something else. A cell that is packed by
 * footprint needs what it is predicted to occupy, and of the budget only what the packing may fill counts; other cells need their full size.
 *
 * @param misfits the cells that it could do if it were larger
 * @param needed the most of each that they need, which may come from different cells
 * @param capacity the host's; of its memory what the packing may fill, if all misfits are packed by footprint
 * @param fitting profiles of the built-in matrix of the same benchmark, or of all, that it can take as a whole
 */
public record FitReport(Matrix matrix, List<Cell> misfits, Demand needed, Demand capacity, List<String> fitting) {
    public FitReport {
        misfits = List.copyOf(misfits);
        fitting = List.copyOf(fitting);
    }

    /** Of cells of which no footprint is known. */
    public static FitReport of(Matrix matrix, HostReport host) {
        return of(matrix, host, Map.of());
    }

    /** @param peaks what a run of a cell is predicted to occupy on the host at most; of a cell that is not there nothing is known */
    public static FitReport of(Matrix matrix, HostReport host, Map<CellId, ByteSize> peaks) {
        var asked = new Asked(matrix.packing(), host, peaks);
        List<Cell> misfits = asked.misfits(matrix.cells());
        return new FitReport(
                matrix,
                misfits,
                asked.needed(misfits),
                asked.capacity(misfits),
                misfits.isEmpty() ? List.of() : fitting(builtIn(matrix), host));
    }

    /** How cells are packed, on which host, and what is known of them. */
    private record Asked(Packing packing, HostReport host, Map<CellId, ByteSize> peaks) {
        List<Cell> misfits(List<Cell> cells) {
            return possible(cells, host)
                    .filter(cell -> !packing.fits(cell, most(cell).bytes(), host))
                    .toList();
        }

        private ByteSize most(Cell cell) {
            ByteSize size = cell.demand().memory();
            return packing.footprint(cell.isolation())
                    .map(footprint -> peaks.getOrDefault(cell.id(), size))
                    .orElse(size);
        }

        Demand needed(List<Cell> misfits) {
            return new Demand(
                    misfits.stream()
                            .map(this::most)
                            .max(Comparator.naturalOrder())
                            .orElse(ByteSize.ZERO),
                    misfits.stream()
                            .mapToInt(cell -> cell.demand().cores())
                            .max()
                            .orElse(0),
                    0);
        }

        Demand capacity(List<Cell> misfits) {
            Demand all = host.capacity();
            boolean packed = !misfits.isEmpty()
                    && misfits.stream()
                            .allMatch(
                                    cell -> packing.footprint(cell.isolation()).isPresent());
            return packed && packing instanceof Packing.Footprint footprint
                    ? new Demand(new ByteSize(footprint.own(host.budget())), all.cores(), all.vfioDevices())
                    : all;
        }
    }

    /** Those that the host lacks nothing for, but perhaps room. */
    private static Stream<Cell> possible(List<Cell> cells, HostReport host) {
        return cells.stream()
                .filter(cell -> Requirement.unmet(cell, List.of(host)).isEmpty());
    }

    /** A profile of which everything would be skipped is no advice. */
    private static List<String> fitting(String name, HostReport host) {
        MatrixSource builtIn = MatrixLibrary.builtIn(name);
        return Matrix.profiles(builtIn).keySet().stream()
                .filter(profile -> {
                    Matrix matrix = Matrix.parse(builtIn, profile);
                    var asked = new Asked(matrix.packing(), host, Map.of());
                    return asked.misfits(matrix.cells()).isEmpty()
                            && possible(matrix.cells(), host).findAny().isPresent();
                })
                .toList();
    }

    /** The name of the matrix to advise. */
    private static String builtIn(Matrix matrix) {
        List<String> benchmarks =
                matrix.parts().stream().map(Matrix.Part::benchmark).distinct().toList();
        return benchmarks.size() == 1 ? benchmarks.get(0) : MatrixLibrary.ALL;
    }

    public boolean fits() {
        return misfits.isEmpty();
    }

    /** One line: what the matrix needs, what the host has, and what would fit. */
    @Override
    public String toString() {
        if (fits()) {
            return matrix.title() + " fits";
        }
        return comparison(matrix.title(), matrix.cells().size(), misfits.size(), needed, capacity) + "; " + advice();
    }

    /**
     * Why a host cannot go on with a campaign.
     *
     * @param waiting the cells of which something is left to do
     * @param peaks as above
     * @return one line; empty if it can take all of them
     */
    public static Optional<String> refusal(
            CampaignId campaign, List<Cell> waiting, Packing packing, HostReport host, Map<CellId, ByteSize> peaks) {
        var asked = new Asked(packing, host, peaks);
        List<Cell> misfits = asked.misfits(waiting);
        return misfits.isEmpty()
                ? Optional.empty()
                : Optional.of(comparison(
                                "campaign " + campaign,
                                waiting.size(),
                                misfits.size(),
                                asked.needed(misfits),
                                asked.capacity(misfits))
                        + "; nothing was changed, continue it on a larger host or with a larger --budget");
    }

    private static String comparison(String what, int cells, int misfits, Demand needed, Demand capacity) {
        String some = misfits == cells ? "" : " in " + misfits + " of its " + cells + " cells";
        return what + " needs " + needed + some + "; this host has " + cores(capacity.cores()) + " and a budget of "
                + capacity.memory().toHumanText();
    }

    private static String cores(int count) {
        return count + (count == 1 ? " core" : " cores");
    }

    private String advice() {
        String builtIn = builtIn(matrix);
        if (fitting.isEmpty()) {
            return "no built-in profile of " + builtIn + " fits";
        }
        // Beside a matrix of the user's own, "profile" alone would be looked for in that file
        String owner = matrix.name().equals(builtIn) ? "" : "built-in " + builtIn + " ";
        return fitting.size() == 1
                ? owner + "profile '" + fitting.get(0) + "' fits"
                : owner + "profiles '" + String.join("', '", fitting) + "' fit";
    }
}
