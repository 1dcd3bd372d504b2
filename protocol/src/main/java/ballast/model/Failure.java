package ballast.model;

import java.util.List;

/**
 * Why an attempt gave no result.
 *
 * @param message what happened, what was expected, what to do; one line
 * @param details for a closer look: command line, QEMU's stderr, last console lines
 */
public record Failure(FailureKind kind, String message, List<String> details) {
    public Failure {
        details = details == null ? List.of() : List.copyOf(details);
    }
}
