package ballast.model;

import java.util.List;

/** Something went wrong and it is known whose fault it is. The message is for users: what, where, expected, got, what to do. */
public final class FaultException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Failure failure;

    public FaultException(FailureKind kind, String message) {
        this(kind, message, List.of(), null);
    }

    public FaultException(FailureKind kind, String message, Throwable cause) {
        this(kind, message, List.of(), cause);
    }

    public FaultException(FailureKind kind, String message, List<String> details, Throwable cause) {
        super(message, cause);
        this.failure = new Failure(kind, message, details);
    }

    public Failure failure() {
        return failure;
    }
}
