package ballast.coordinator.matrix;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** A matrix cannot be used; says everything that is wrong with it, one line each, in the order of the file. */
public final class MatrixException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    MatrixException(Collection<Problem> problems) {
        super(problems.stream().sorted().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = problems.stream().sorted().toList();
    }

    /** One or more, sorted by line. */
    public List<Problem> problems() {
        return problems;
    }
}
