package ballast.model;

import java.util.List;

/**
 * Why an attempt gave no result.
 *
 * @param message what happened, what was expected, what to do; one line
 * @param details for a closer look: command line, QEMU's stderr, last console lines
 * @param passing nothing is wrong with the run or the host: it may be tried again, on the same host, too
 */
public record Failure(FailureKind kind, String message, List<String> details, boolean passing) {
    /** That says something of the run or of the host. */
    public Failure(FailureKind kind, String message, List<String> details) {
        this(kind, message, details, false);
    }

    public Failure {
        details = details == null ? List.of() : List.copyOf(details);
    }
}
