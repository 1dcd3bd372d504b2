package ballast.coordinator.deploy;

import java.util.List;

/** Something could not be done on one host; the message says what, why, and what to do, for people. */
final class DeployException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<String> details;

    DeployException(String message) {
        this(message, List.of(), null);
    }

    DeployException(String message, Throwable cause) {
        this(message, List.of(), cause);
    }

    /** @param details lines that show more, such as the end of a log */
    DeployException(String message, List<String> details, Throwable cause) {
        super(message, cause);
        this.details = List.copyOf(details);
    }

    List<String> details() {
        return details == null ? List.of() : details;
    }
}
