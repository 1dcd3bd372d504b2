package ballast.coordinator.compare;

import java.util.List;

/** What was asked for cannot be compared; the message says why, and what to do. */
public final class CompareException extends Exception {
    private static final long serialVersionUID = 1;

    CompareException(String problem) {
        super(problem);
    }

    /** @param problems one or more, all of them */
    CompareException(List<String> problems) {
        super(String.join("\n", problems));
    }
}
