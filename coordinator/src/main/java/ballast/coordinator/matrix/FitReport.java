package ballast.coordinator.matrix;

import ballast.model.ByteSize;
import ballast.model.CampaignId;
import ballast.model.Cell;
import ballast.model.Demand;
import ballast.model.HostReport;
import ballast.model.Requirement;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether a host can take every cell of a matrix that it could do at all: one that needs what the host does not have is skipped,
 * whatever its size. Parameters are never shrunk to make it so: what is measured would be something else.
 *
 * @param misfits the cells that it could do if it were larger
 * @param capacity the host's
 * @param fitting profiles of the built-in matrix of the same benchmark, or of all, that it can take as a whole
 */
public record FitReport(Matrix matrix, List<Cell> misfits, Demand capacity, List<String> fitting) {
    public FitReport {
        misfits = List.copyOf(misfits);
        fitting = List.copyOf(fitting);
    }

    public static FitReport of(Matrix matrix, HostReport host) {
        List<Cell> misfits = misfits(matrix.cells(), host);
        return new FitReport(
                matrix, misfits, host.capacity(), misfits.isEmpty() ? List.of() : fitting(builtIn(matrix), host));
    }

    private static List<Cell> misfits(List<Cell> cells, HostReport host) {
        return possible(cells, host)
                .filter(cell -> !cell.demand().withoutDevices().fitsIn(host.capacity()))
                .toList();
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
                    List<Cell> cells = Matrix.parse(builtIn, profile).cells();
                    return misfits(cells, host).isEmpty()
                            && possible(cells, host).findAny().isPresent();
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
        return comparison(matrix.title(), matrix.cells().size(), misfits, capacity) + "; " + advice();
    }

    /**
     * Why a host cannot go on with a campaign.
     *
     * @param waiting the cells of which something is left to do
     * @return one line; empty if it can take all of them
     */
    public static Optional<String> refusal(CampaignId campaign, List<Cell> waiting, HostReport host) {
        List<Cell> misfits = misfits(waiting, host);
        return misfits.isEmpty()
                ? Optional.empty()
                : Optional.of(comparison("campaign " + campaign, waiting.size(), misfits, host.capacity())
                        + "; nothing was changed, continue it on a larger host or with a larger --budget");
    }

    private static String comparison(String what, int cells, List<Cell> misfits, Demand capacity) {
        String some = misfits.size() == cells ? "" : " in " + misfits.size() + " of its " + cells + " cells";
        return what + " needs " + needed(misfits) + some + "; this host has " + cores(capacity.cores())
                + " and a budget of " + capacity.memory().toHumanText();
    }

    /** The most of each, which may come from different cells. */
    private static Demand needed(List<Cell> misfits) {
        List<Demand> demands = misfits.stream().map(Cell::demand).toList();
        return new Demand(
                demands.stream()
                        .map(Demand::memory)
                        .max(Comparator.naturalOrder())
                        .orElse(ByteSize.ZERO),
                demands.stream().mapToInt(Demand::cores).max().orElse(0),
                0);
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
