package ballast.coordinator.cli;

import ballast.coordinator.matrix.Matrix;
import ballast.coordinator.matrix.MatrixException;
import ballast.coordinator.matrix.MatrixLibrary;
import ballast.coordinator.matrix.Selection;
import picocli.CommandLine.Option;

/** What of a matrix a user wants. */
final class MatrixOptions {
    /** For the help text of the parameter. */
    static final String MATRIX =
            "A built-in matrix (all, blender, compiling, ftq, inflate, multivm, stream) or a YAML file";

    @Option(
            names = "--profile",
            paramLabel = "PROFILE",
            description = "Of the matrix; built-in ones have paper, fast, small")
    private String profile;

    @Option(
            names = "--extra",
            description =
                    "Also the cells of the matrix's section 'extra'; compiling has a sweep of free-page reporting")
    private boolean extra;

    /** @throws CommandException with everything that is wrong with the matrix */
    Matrix read(String nameOrFile) throws CommandException {
        Selection selection = profile == null ? Selection.base() : Selection.profile(profile);
        try {
            return Matrix.parse(MatrixLibrary.open(nameOrFile), extra ? selection.withExtra() : selection);
        } catch (MatrixException e) {
            throw new CommandException(ExitCode.BAD_INPUT, e.getMessage());
        }
    }
}
