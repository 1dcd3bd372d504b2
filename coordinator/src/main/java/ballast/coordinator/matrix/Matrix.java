package ballast.coordinator.matrix;

import ballast.model.CampaignId;
import ballast.model.Cell;
import ballast.model.Packing;
import ballast.model.RunId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What to measure: every combination of parameters, of one benchmark or of several.
 *
 * @param name of the matrix, good for a folder
 * @param title for messages, {@code inflate --profile small}
 * @param description one line; the profile's if it has one
 * @param text of all the files that it was made of: enough to make it again
 * @param parts one; of a matrix that is a list of others, one for each
 * @param packing by what its shared runs are put beside others
 */
public record Matrix(String name, String title, String description, String text, List<Part> parts, Packing packing) {
    /**
     * What there is of one benchmark.
     *
     * @param repetitions of each cell, 1 or more
     * @param cells in the matrix's order, 1 to 10,000
     */
    public record Part(String benchmark, int repetitions, List<Cell> cells) {
        public Part {
            cells = List.copyOf(cells);
        }
    }

    public Matrix {
        parts = List.copyOf(parts);
    }

    /**
     * A matrix without any of its profiles.
     *
     * @throws MatrixException with everything that is wrong
     */
    public static Matrix parse(MatrixSource source) {
        return parse(source, Selection.base());
    }

    /**
     * A matrix with one of its profiles.
     *
     * @throws MatrixException with everything that is wrong
     */
    public static Matrix parse(MatrixSource source, String profile) {
        return parse(source, Selection.profile(profile));
    }

    /** @throws MatrixException with everything that is wrong */
    public static Matrix parse(MatrixSource source, Selection selection) {
        return new MatrixParser(source).parse(selection);
    }

    /**
     * The profiles of a matrix with their descriptions, in its order.
     *
     * @throws MatrixException if it cannot be read
     */
    public static Map<String, String> profiles(MatrixSource source) {
        return new MatrixParser(source).profiles();
    }

    /** Of all parts, in their order, each with an id of its own. */
    public List<Cell> cells() {
        return parts.stream().flatMap(part -> part.cells().stream()).toList();
    }

    /** Every cell once, then every cell again: a campaign that is cut short has something of each. */
    public List<RunId> runs(CampaignId campaign) {
        int most = parts.stream().mapToInt(Part::repetitions).max().orElse(0);
        List<RunId> runs = new ArrayList<>();
        for (int repetition = 1; repetition <= most; repetition++) {
            for (Part part : parts) {
                if (repetition <= part.repetitions()) {
                    for (Cell cell : part.cells()) {
                        runs.add(new RunId(campaign, cell.id(), repetition));
                    }
                }
            }
        }
        return runs;
    }
}
