package ballast.coordinator.query;

import java.util.List;

/** A question that cannot be answered; the message tells users all that is wrong with it, a line each. */
public final class QueryException extends Exception {
    private static final long serialVersionUID = 1;

    QueryException(String problem) {
        super(problem);
    }

    QueryException(List<String> problems) {
        super(String.join("\n", problems));
    }
}
